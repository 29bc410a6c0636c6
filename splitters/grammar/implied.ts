import { sentences } from '../text.ts'
import type { Candidate, Family } from '../types.ts'
import { rankOf } from './labels.ts'

/**
 * "Mean height, (B) leaf area, and (C) content of chlorophyll": the first letter was forgotten. It is
 * read where the sentence of the second begins, or the one before when the second opens its own.
 */
export const withImplied = (caption: string, candidates: readonly Candidate[]): Candidate[] => {
  for (const family of ['upper', 'lower'] as const) {
    const at = impliedAt(caption, candidates, family)
    if (at === null) continue
    const label = family === 'upper' ? 'A' : 'a'
    const first: Candidate = {
      ...{ start: at, end: at, readings: { [family]: [label] }, form: 'bracket', gloss: null },
      ...{ prior: 0.9, first: true, initial: false, reference: false, located: false },
    }
    return [...candidates, first].sort((a, b) => a.start - b.start)
  }
  return [...candidates]
}

const impliedAt = (
  caption: string,
  candidates: readonly Candidate[],
  family: Family,
): number | null => {
  const mine = candidates.filter(({ readings, prior }) => readings[family] && prior > 0.2)
  const ranks = mine.flatMap(({ readings }) =>
    (readings[family] ?? []).map((label) => (label.length > 1 ? 0 : rankOf(label, family))),
  )
  const [second] = mine
  if (!second || ranks.length < 2 || ranks.some((rank, index) => rank !== index + 1)) return null
  const plain = mine.every(
    ({ form, initial, reference }) => form === 'bracket' && !initial && !reference,
  )
  const opens = mine.every(({ end }) => /^\s+[\p{L}\p{N}]/u.test(caption.slice(end)))
  if (!plain || !opens) return null
  const before = sentences(caption).filter(([start]) => start < second.start)
  return before.at(-1)?.[0] ?? null
}
