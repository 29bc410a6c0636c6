import { setTimeout } from 'node:timers/promises'
import { Queue as BullQueue } from 'bullmq'
import { ThrottledError, toHistocorpusError } from '../pipeline/errors.ts'
import { contentId } from '../pipeline/ids.ts'
import { createChannel } from './channel.ts'
import { failureOf } from './messages.ts'
import { type Job, type Queue, type Result, ResultShape } from './port.ts'
import { connectRedis, farewell } from './redis.ts'

/** What a job looks like in Redis. */
export interface Parcel {
  job: Job
  /** Key of the list that takes the result. */
  reply: string
}

export interface BullmqQueueOptions {
  redisUrl: string
  /** Workers serve the queue of this name. */
  name?: string
  /**
   * Who waits for the results: several coordinators may share one queue of workers under
   * different owners. Jobs that an earlier coordinator of the same owner left are taken back.
   */
  owner?: string
  capacity?: number
  /** How often lost jobs are looked for. */
  checkSeconds?: number
  signal?: AbortSignal
}

export const defaultName = 'histocorpus'
/** Results that nobody fetched are forgotten after a day. */
export const replyTtlSeconds = 24 * 3600

/**
 * The coordinator's side of a queue on Redis; `bullmqWorker` is the other.
 *
 * A job is delivered to one worker, which appends its result to a list that only this owner reads.
 * When a worker dies with a job, its lock runs out, and the next worker that gets the job does not
 * repeat it but reports `E_WORKER_CRASHED`: the ledger alone decides about another attempt. A job
 * that Redis no longer knows and that has no result (a flushed or restarted server) comes back as
 * throttled `E_JOB_LOST`, which costs no attempt.
 *
 * @throws FatalError `E_REDIS_UNREACHABLE`, `E_REDIS_EVICTION`
 */
export const bullmqQueue = async ({
  redisUrl,
  name = defaultName,
  owner = 'coordinator',
  capacity = 64,
  checkSeconds = 15,
  signal,
}: BullmqQueueOptions): Promise<Queue> => {
  const redis = await connectRedis(redisUrl)
  // A blocking read needs a connection of its own.
  const reader = await connectRedis(redisUrl)
  const queue = new BullQueue<Parcel>(name, { connection: redis })
  queue.on('error', () => undefined)
  const reply = `${name}:reply:${owner}`
  const results = createChannel<Result>()
  /** By the transport's job id; `missed`: checks in a row that found neither job nor result. */
  const outstanding = new Map<string, { job: Job; missed: number }>()
  let closing: Promise<void> | undefined

  for (const left of await queue.getJobs(['wait']))
    if (left.data.reply === reply) await left.remove().catch(() => undefined)

  const deliver = (text: string): void => {
    const { success, data } = ResultShape.safeParse(JSON.parse(text))
    if (!success) return
    outstanding.delete(transportId(data))
    results.push(data)
  }
  const read = async (): Promise<void> => {
    while (!closing) {
      const popped = await reader.blpop(reply, 0).catch(() => null)
      if (popped) deliver(popped[1])
      // Refused, e.g. while a replica takes over: do not ask again in a tight loop.
      else if (!closing) await setTimeout(500)
    }
  }

  const check = async (): Promise<void> => {
    for (const [id, entry] of [...outstanding]) {
      const known = await redis.exists(queue.toKey(id))
      if (known || !outstanding.has(id)) entry.missed = 0
      else entry.missed += 1
      if (entry.missed < 2) continue
      outstanding.delete(id)
      const lost = new ThrottledError('E_JOB_LOST', 'Redis lost the job', { after: 0 })
      results.push(failureOf(entry.job, lost))
    }
  }
  const timer = setInterval(() => void check().catch(() => undefined), checkSeconds * 1000)
  const reading = read().catch((thrown: unknown) => results.end(toHistocorpusError(thrown)))

  const close = async (): Promise<void> => {
    clearInterval(timer)
    reader.disconnect()
    await farewell(reading)
    await farewell(Promise.all([...outstanding.keys()].map((id) => queue.remove(id))))
    await farewell(queue.close())
    redis.disconnect()
    results.end()
  }
  const closeOnce = () => {
    closing ??= close()
    return closing
  }
  if (signal?.aborted) void closeOnce()
  signal?.addEventListener('abort', () => void closeOnce(), { once: true })

  return {
    capacity,
    async submit(job) {
      const id = transportId(job)
      outstanding.set(id, { job, missed: 0 })
      await queue.add('article', { job, reply }, { jobId: id, ...forgetful })
    },
    results: () => results,
    close: closeOnce,
  }
}

/** The transport's name of an attempt: BullMQ wants no `:` and not all digits in it. */
const transportId = ({ id, token }: { id: string; token: string }) => contentId('job', id, token)

const forgetful = { removeOnComplete: true, removeOnFail: true, attempts: 1 } as const
