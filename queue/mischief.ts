import { appendFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { FatalError, ItemError, RetryError, ThrottledError } from '../pipeline/errors.ts'
import type { WorkModule } from './port.ts'

/** A work module for tests: it does what its payload says. */
const Payload = z.object({
  act: z
    .enum(['echo', 'large', 'retry', 'throttled', 'item', 'fatal', 'odd', 'stray', 'crash'])
    .or(z.enum(['hang', 'spin', 'wait'])),
  value: z.unknown().optional(),
  /** File that gets a line with this process's id before anything else happens. */
  log: z.string().optional(),
})

let started: unknown = null

export const start: NonNullable<WorkModule['start']> = (options) => {
  started = options
  if (z.object({ broken: z.literal(true) }).safeParse(options).success)
    throw new FatalError('E_MODEL_HASH', 'the model file is broken')
}

export const work: WorkModule['work'] = async (payload, { signal }) => {
  const { act, value, log } = Payload.parse(payload)
  if (log) await appendFile(log, `${process.pid}\n`)
  switch (act) {
    case 'echo':
      return { value, started, pid: process.pid }
    case 'large':
      return { text: 'x'.repeat(Number(value)) }
    case 'retry':
      throw new RetryError('E_TRY', 'try again')
    case 'throttled':
      throw new ThrottledError('E_SLOW', 'slow down', { after: 7 })
    case 'item':
      throw new ItemError('E_ITEM', 'never')
    case 'fatal':
      throw new FatalError('E_FATAL', 'stop')
    case 'odd':
      throw new TypeError('a bug')
    case 'stray':
      queueMicrotask(() => {
        throw new TypeError('a stray bug')
      })
      return setTimeout(60_000, null, { signal })
    case 'crash':
      process.kill(process.pid, 'SIGKILL')
      return setTimeout(60_000, null, { signal })
    case 'wait':
      return setTimeout(Number(value), { pid: process.pid }, { signal })
    case 'hang':
      return setTimeout(3_600_000, null, { signal })
    case 'spin':
      for (;;) Math.sqrt(2)
  }
}
