import { setTimeout } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { FatalError } from '../pipeline/errors.ts'

const longestDelay = 3000

/** The address without user and password, for messages. */
const shown = (url: string): string => {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}

/**
 * Connects, and refuses a server that may throw jobs away: with any eviction policy but
 * `noeviction` a full Redis loses job bodies silently.
 * @throws FatalError `E_REDIS_UNREACHABLE`, `E_REDIS_EVICTION`
 */
export const connectRedis = async (url: string): Promise<Redis> => {
  const redis = new Redis(url, {
    lazyConnect: true,
    // Commands wait for a server that comes back; jobs lost with it are found by `bullmqQueue`.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 200, longestDelay),
    connectTimeout: 5000,
  })
  // Without a listener a dropped connection would be an uncaught error; ioredis reconnects.
  redis.on('error', () => undefined)
  try {
    await redis.connect()
  } catch (cause) {
    redis.disconnect()
    throw new FatalError(
      'E_REDIS_UNREACHABLE',
      `no Redis answers at ${shown(url)}: start one (redis-server --appendonly yes ` +
        '--maxmemory-policy noeviction) or correct REDIS_URL',
      { cause },
    )
  }
  const memory = await redis.info('memory')
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1]
  if (policy !== 'noeviction') {
    redis.disconnect()
    throw new FatalError(
      'E_REDIS_EVICTION',
      `Redis at ${shown(url)} has maxmemory-policy ${policy}, which loses jobs when memory is ` +
        'short: redis-cli config set maxmemory-policy noeviction',
    )
  }
  return redis
}

const patience = 3000

/** Waits for a polite farewell, but not for a server that does not answer. */
export const farewell = async (polite: Promise<unknown>): Promise<void> => {
  await Promise.race([polite.catch(() => undefined), setTimeout(patience, null, { ref: false })])
}
