import { Worker } from 'bullmq'
import {
  type HistocorpusError,
  RetryError,
  ThrottledError,
  toHistocorpusError,
} from '../pipeline/errors.ts'
import { defaultName, type Parcel, replyTtlSeconds } from './bullmq.ts'
import { failureOf } from './messages.ts'
import type { Job, Result } from './port.ts'
import { connectRedis, farewell } from './redis.ts'
import { createSlot, type SlotOptions } from './slot.ts'

export interface BullmqWorkerOptions extends SlotOptions {
  redisUrl: string
  name?: string
  /** A worker that has not renewed its lock for so long counts as dead. */
  lockSeconds?: number
  /** How often the locks of others are looked at. */
  stalledSeconds?: number
}

export interface QueueWorker {
  /** Rejects when the work module cannot be loaded: this worker can do nothing. */
  readonly done: Promise<void>
  /** Takes no more jobs; the one in hand is finished, or given up at once with `now`. */
  close(options?: { now?: boolean }): Promise<void>
}

/**
 * One worker on Redis: this process keeps the lock, a child does the work, so inference that
 * blocks an event loop never costs the lock. One job at a time, so a death takes one job along.
 *
 * @throws FatalError `E_REDIS_UNREACHABLE`, `E_REDIS_EVICTION`
 */
export const bullmqWorker = async ({
  redisUrl,
  name = defaultName,
  lockSeconds = 60,
  stalledSeconds = 7,
  ...slotOptions
}: BullmqWorkerOptions): Promise<QueueWorker> => {
  const redis = await connectRedis(redisUrl)
  const slot = createSlot(slotOptions)
  let resolve: () => void = () => undefined
  let reject: (error: Error) => void = () => undefined
  const done = new Promise<void>((settle, refuse) => {
    resolve = settle
    reject = refuse
  })

  const answer = async (job: Job, deliveries: number): Promise<Result> => {
    if (deliveries > 1) return failureOf(job, vanished())
    try {
      return await slot.run(job)
    } catch (thrown) {
      const error = toHistocorpusError(thrown)
      if (error.consequence !== 'fatal') return failureOf(job, error)
      // This worker is broken, which says nothing about the job: another may have it.
      void worker.close()
      reject(error)
      return failureOf(job, new ThrottledError(error.code, error.message, { after: 5 }))
    }
  }
  const worker = new Worker<Parcel>(
    name,
    async ({ data: { job, reply }, attemptsStarted }) => {
      const result = await answer(job, attemptsStarted)
      const text = JSON.stringify(result)
      await redis.multi().rpush(reply, text).expire(reply, replyTtlSeconds).exec()
    },
    {
      connection: redis,
      concurrency: 1,
      lockDuration: lockSeconds * 1000,
      stalledInterval: stalledSeconds * 1000,
      // Poison is counted by the ledger; see `vanished`.
      maxStalledCount: 1_000_000,
    },
  )
  worker.on('error', () => undefined)

  return {
    done,
    async close({ now = false } = {}) {
      if (now) {
        await slot.close()
        await farewell(worker.close())
        void worker.disconnect().catch(() => undefined)
      } else await worker.close()
      await slot.close()
      redis.disconnect()
      resolve()
    },
  }
}

/** A second delivery means that the worker of the first was lost, perhaps to this very job. */
const vanished = (): HistocorpusError =>
  new RetryError('E_WORKER_CRASHED', 'the worker that had this job was lost')
