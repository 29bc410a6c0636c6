import type { DropReason, FlagReason } from './reasons.ts'

/** What a stage says about one item. */
export type Verdict<T> =
  | { kind: 'keep'; value: T }
  | { kind: 'drop'; reason: DropReason }
  | { kind: 'flag'; value: T; reason: FlagReason; score: number }

export const keep = <T>(value: T): Verdict<T> => ({ kind: 'keep', value })
export const drop = (reason: DropReason): Verdict<never> => ({ kind: 'drop', reason })
export const flag = <T>(value: T, reason: FlagReason, score: number): Verdict<T> => ({
  kind: 'flag',
  value,
  reason,
  score,
})

export interface StageContext {
  /** Aborts when the worker is told to stop. */
  signal?: AbortSignal
}

/**
 * A pure step from one item to a verdict. Its output is small JSON, never pixels, because the
 * ledger remembers it and gives it back instead of running the stage again.
 */
export interface Stage<In, Out> {
  readonly name: string
  /** Code version, model hashes and every setting that changes the output, in one string. */
  readonly version: string
  /**
   * The part of the input that decides the output, as JSON: pictures stand in by their checksum.
   * Equal fingerprint and equal version mean equal output.
   */
  fingerprint(item: In): unknown
  /** @throws HistocorpusError: an `ItemError` fails this item only. */
  run(item: In, context: StageContext): Promise<Verdict<Out>> | Verdict<Out>
}

/** Gives a stage its types without stating them twice. */
export const defineStage = <In, Out>(stage: Stage<In, Out>): Stage<In, Out> => stage

/** The value of a stage that decides and never drops. @throws TypeError when it dropped after all. */
export const decided = <T>(verdict: Verdict<T>): T => {
  if (verdict.kind === 'drop')
    throw new TypeError(`a stage that only decides dropped an item: ${verdict.reason}`)
  return verdict.value
}
