import { z } from 'zod'
import type { HistocorpusError } from '../pipeline/errors.ts'
import { type Job, type Result, ResultShape } from './port.ts'

/** What a parent tells its child. */
export type ToChild =
  | { type: 'start'; module: string; options: unknown }
  | { type: 'job'; job: Job }

/** What a child tells its parent. */
export const FromChildShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** The work module could not be loaded or started: no job can succeed. */
  z.object({ type: z.literal('broken'), code: z.string(), message: z.string() }),
  /** `rss`: resident memory in bytes after the job. */
  z.object({ type: z.literal('result'), result: ResultShape, rss: z.number() }),
])
export type FromChild = z.input<typeof FromChildShape>

/** The result of a job that ended in an error. */
export const failureOf = ({ id, token }: Job, error: HistocorpusError): Result => ({
  kind: 'failure',
  id,
  token,
  consequence: error.consequence,
  code: error.code,
  message: error.message,
  ...(error.after === undefined ? {} : { after: error.after }),
})
