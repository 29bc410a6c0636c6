import { type Reading, readMarkers } from './grammar/index.ts'
import { rankOf } from './grammar/labels.ts'
import type { Candidate } from './types.ts'

/**
 * The grammar's reading where the tagger need not be asked: nothing in the caption looks like a
 * marker, or every label stands in plain brackets in an unbroken run from A and nothing else could be
 * one. Null when in doubt.
 */
export const obvious = (caption: string, candidates: readonly Candidate[]): Reading | null => {
  const letters = candidates.filter(({ readings }) =>
    Object.keys(readings).some((key) => key !== 'number'),
  )
  const own = readMarkers(caption, undefined, candidates)
  if (own.labels.length === 0) return letters.length === 0 && !numbered.test(caption) ? own : null
  const plain = own.markers.every(({ form }) => form === 'bracket')
  if (!plain || own.labels.length < 3 || own.labels.some((label) => label.length > 1)) return null
  const family = /^[A-Z]/.test(own.labels[0] ?? '') ? 'upper' : 'lower'
  const ranks = own.labels.map((label) => rankOf(label, family))
  if (Math.max(...ranks) !== own.labels.length - 1) return null
  const taken = new Set(own.markers.map(({ start }) => start))
  const others = letters.filter(({ start, prior }) => !taken.has(start) && prior >= 0.15)
  return others.length === 0 ? own : null
}

const numbered = /[([]\s*\d{1,2}\s*[)\]]|(?:^|[.;]\s)\d{1,2}[.):]\s/
