import type { HistocorpusError } from './errors.ts'
import type { DropReason } from './reasons.ts'
import type { Outcome } from './record.ts'
import type { Verdict } from './stage.ts'

export const kept: Outcome = { state: 'kept' }
export const dropped = (reason: DropReason): Outcome => ({ state: 'dropped', reason })
export const failed = ({ code, message }: HistocorpusError): Outcome => ({
  state: 'failed',
  code,
  message,
})

export const outcomeOf = (verdict: Verdict<unknown>): Outcome => {
  if (verdict.kind === 'keep') return kept
  if (verdict.kind === 'drop') return dropped(verdict.reason)
  return { state: 'flagged', reason: verdict.reason, score: verdict.score }
}

/** One item judged by several stages: the first drop wins, then the first flag. */
export const strictest = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.find(({ state }) => state === 'failed') ??
  outcomes.find(({ state }) => state === 'dropped') ??
  outcomes.find(({ state }) => state === 'flagged') ??
  kept

/**
 * A whole judged by its parts: one kept part keeps it, else one flagged part flags it. When all
 * are gone the first part's end is the whole's, failures last, since a part that was judged says
 * more than one that could not be.
 */
export const kindest = (outcomes: readonly Outcome[], empty: DropReason): Outcome =>
  outcomes.find(({ state }) => state === 'kept') ??
  outcomes.find(({ state }) => state === 'flagged') ??
  outcomes.find(({ state }) => state === 'dropped') ??
  outcomes.find(({ state }) => state === 'failed') ??
  dropped(empty)
