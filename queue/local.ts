import { toHistocorpusError } from '../pipeline/errors.ts'
import { createChannel } from './channel.ts'
import type { Job, Queue, Result } from './port.ts'
import { createSlot, type SlotOptions } from './slot.ts'

export interface LocalQueueOptions extends SlotOptions {
  /** Child processes. */
  workers: number
  /** Closes the queue. */
  signal?: AbortSignal
}

/** A queue without a server: a pool of child processes of this one, one job at a time in each. */
export const localQueue = ({ workers, signal, ...slotOptions }: LocalQueueOptions): Queue => {
  const waiting = createChannel<Job>()
  const results = createChannel<Result>()
  const slots = Array.from({ length: workers }, () => createSlot(slotOptions))
  let closing: Promise<void> | undefined

  const loops = slots.map(async (slot) => {
    try {
      for await (const job of waiting) {
        const result = await slot.run(job)
        if (!closing) results.push(result)
      }
    } catch (thrown) {
      if (!closing) results.end(toHistocorpusError(thrown))
    }
  })

  const close = async (): Promise<void> => {
    waiting.clear()
    waiting.end()
    await Promise.all(slots.map((slot) => slot.close()))
    await Promise.all(loops)
    results.end()
  }
  const closeOnce = () => {
    closing ??= close()
    return closing
  }
  if (signal?.aborted) void closeOnce()
  signal?.addEventListener('abort', () => void closeOnce(), { once: true })

  return {
    // One job in each child and one that it can take up without waiting for the coordinator.
    capacity: workers * 2,
    async submit(job) {
      waiting.push(job)
    },
    results: () => results,
    close: closeOnce,
  }
}
