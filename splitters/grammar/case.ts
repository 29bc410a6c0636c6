import type { Candidate } from '../types.ts'
import { rankOf } from './labels.ts'

type Case = 'upper' | 'lower'

/**
 * "a Before. B After. c A year later": a letter that was printed in the other case by mistake stands
 * where the alphabet wants it, at the head of its sentence, and its own alphabet is no other. It is
 * read with its neighbours and keeps its case.
 */
export const withOddCase = (candidates: readonly Candidate[]): Candidate[] => {
  const result = [...candidates]
  for (const [odd, usual] of [
    ['upper', 'lower'],
    ['lower', 'upper'],
  ] as const) {
    const own = openers(candidates, odd)
    const others = openers(candidates, usual)
    if (others.size < 2 || own.size === 0 || own.size >= others.size) continue
    if (own.has(0) && (own.size > 1 || others.has(0))) continue
    for (const [rank, candidate] of own) {
      const before = others.get(rank - 1)
      const after = others.get(rank + 1)
      const last = rank > Math.max(...others.keys())
      const fits =
        (rank === 0 ? after : before && before.start < candidate.start) &&
        (after ? candidate.start < after.start : last) &&
        !named(candidates, usual, rank)
      const at = result.indexOf(candidate)
      const label = candidate.readings[odd]
      if (fits && label && at >= 0)
        result[at] = { ...candidate, readings: { ...candidate.readings, [usual]: label } }
    }
  }
  return result
}

/** Single letters that open a sentence, by their place in the alphabet. */
const openers = (candidates: readonly Candidate[], family: Case): Map<number, Candidate> => {
  const found = new Map<number, Candidate>()
  for (const candidate of candidates) {
    const label = candidate.readings[family]
    if (!candidate.first || candidate.prior < 0.3 || candidate.form === 'gloss') continue
    if (label?.length !== 1 || label[0]?.length !== 1) continue
    const rank = rankOf(label[0], family)
    if (!found.has(rank)) found.set(rank, candidate)
  }
  return found
}

const named = (candidates: readonly Candidate[], family: Case, rank: number): boolean =>
  candidates.some(
    ({ prior, readings }) =>
      prior >= 0.3 && readings[family]?.some((label) => rankOf(label, family) === rank),
  )
