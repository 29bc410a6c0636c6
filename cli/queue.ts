import { createHash } from 'node:crypto'
import { FatalError } from '../pipeline/errors.ts'
import { bullmqQueue } from '../queue/bullmq.ts'
import { localQueue } from '../queue/local.ts'
import type { Queue } from '../queue/port.ts'

export type QueueKind = 'local' | 'bullmq'

export const workModule = new URL('../pipeline/worker.ts', import.meta.url)

/** Longest that one article may take before its worker is replaced. */
export const jobTimeoutSeconds = 900

/** Name of the Redis queue: one a corpus, so that two corpora can share a server. */
export const queueName = (corpus: string): string =>
  `histocorpus-${createHash('sha256').update(corpus).digest('hex').slice(0, 12)}`

export const requireRedis = (redisUrl: string | undefined): string => {
  if (redisUrl !== undefined) return redisUrl
  throw new FatalError('E_USAGE', 'the bullmq queue needs REDIS_URL, e.g. redis://127.0.0.1:6379')
}

export const openQueue = async (
  kind: QueueKind,
  { workers, redisUrl, corpus }: { workers: number; redisUrl: string | undefined; corpus: string },
): Promise<Queue> => {
  if (kind === 'local') {
    if (!Number.isInteger(workers) || workers < 1)
      throw new FatalError('E_USAGE', '--workers takes a whole number from 1')
    return localQueue({ workers, module: workModule, jobTimeoutSeconds })
  }
  return bullmqQueue({ redisUrl: requireRedis(redisUrl), name: queueName(corpus) })
}
