import { z } from 'zod'
import type { Consequence } from '../pipeline/errors.ts'

/**
 * The queue carries jobs out and results in; it remembers nothing. What is waiting, done, failed,
 * and how often it was tried, is in the ledger, so a transport may lose every job without harm:
 * the coordinator submits it again under a new token and refuses results that carry an old one.
 */

/** One article to work on. Plain JSON. */
export interface Job {
  /** The ledger's id of the job. */
  id: string
  /** The attempt: a result that carries another token than the ledger's is outdated. */
  token: string
  payload: unknown
}

export type Result =
  | { kind: 'record'; id: string; token: string; record: unknown }
  | {
      kind: 'failure'
      id: string
      token: string
      /** What happens next; `retry` counts an attempt, `throttled` does not. */
      consequence: Consequence
      code: string
      message: string
      /** Seconds to wait before the next try. */
      after?: number
    }

export interface Queue {
  /** Jobs worth having outstanding: enough to keep every worker busy, few enough to lose. */
  readonly capacity: number
  /** Resolves once the transport holds the job. */
  submit(job: Job): Promise<void>
  /**
   * What came of the jobs, in order of arrival; for one reader. While the queue is open every
   * submitted job leads to at least one result, even when its worker or the transport dies.
   * The same result may come twice. Ends after `close()`.
   * @throws FatalError when no worker can start at all, e.g. a broken model file.
   */
  results(): AsyncIterable<Result>
  /** Stops at once: jobs in hand are given up, no process stays behind. */
  close(): Promise<void>
}

/** What a work module exports: see `queue/child.ts`, which calls it in a process of its own. */
export interface WorkModule {
  /** Called once per process, before the first job. */
  start?(options: unknown): Promise<void> | void
  /** Turns a payload into a record of plain JSON. Throws errors of `pipeline/errors.ts`. */
  work(payload: unknown, context: { signal: AbortSignal }): Promise<unknown>
}

const consequences = ['retry', 'throttled', 'item', 'fatal'] as const satisfies Consequence[]

/** A result that crossed a process or a network. */
export const ResultShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('record'), id: z.string(), token: z.string(), record: z.unknown() }),
  z.object({
    kind: z.literal('failure'),
    id: z.string(),
    token: z.string(),
    consequence: z.enum(consequences),
    code: z.string(),
    message: z.string(),
    after: z.number().exactOptional(),
  }),
])
