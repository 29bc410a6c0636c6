import type { Candidate, Family } from '../types.ts'
import { rankOf } from './labels.ts'

/** Letters that must follow one another before they are a row; fewer where each has a stop of its own. */
const shortest = 4
const shortestKeyed = 3

interface Place {
  candidate: Candidate
  ranks: number[]
  /** It stands at the head of a sentence or after a colon. */
  opens: boolean
  /** "a. Roots": the letter opens a sentence, or has a stop of its own before a capital. */
  keyed: boolean
}

/**
 * "A habit B–C flowers: B from the side C from above D fruit": letters in a row with no sign beside
 * them, as in plates of plants and animals. One letter alone says nothing; four and more that follow
 * the alphabet word by word, the first at the head of a sentence, can hardly be anything else. A row
 * may begin anew: "(i) Bait a. Flies b. Agar c. Mould (ii) Soil a. Sand b. Clay".
 */
export const withRow = (caption: string, candidates: readonly Candidate[]): Candidate[] => {
  const rows = (['upper', 'lower'] as const).flatMap((family) =>
    rowsOf(caption, candidates, family),
  )
  if (rows.length === 0) return [...candidates]
  const starts = new Set(rows.map(({ candidate }) => candidate.start))
  return candidates.map((candidate) =>
    starts.has(candidate.start)
      ? { ...candidate, prior: Math.max(candidate.prior, 0.6), row: true }
      : candidate,
  )
}

const rowsOf = (
  caption: string,
  candidates: readonly Candidate[],
  family: Family,
): readonly Place[] => {
  const rows: { places: Place[]; next: number }[] = []
  for (const place of placesOf(caption, candidates, family)) {
    const { ranks, opens, keyed } = place
    const [least, most] = [Math.min(...ranks), Math.max(...ranks)]
    const row = rows.at(-1)
    if (row && least === row.next) {
      row.next = most + 1
      row.places.push(place)
    } else if (row && ranks.length === 1 && isDetail(row.places, least)) row.places.push(place)
    else if (least === 0 && (opens || keyed))
      if (!row || row.places.length === 1) rows.splice(-1, 1, { places: [place], next: most + 1 })
      else if (keyed) rows.push({ places: [place], next: most + 1 })
  }
  const [longest] = [...rows].sort((a, b) => b.places.length - a.places.length)
  if (!longest) return []
  const bracketed = candidates
    .filter(({ form }) => form === 'bracket' || form === 'half')
    .flatMap(({ readings }) => readings[family] ?? [])
    .filter((label) => label.length === 1 && rankOf(label, family) < longest.next)
  const enough = longest.places.slice(1).every(({ keyed }) => keyed) ? shortestKeyed : shortest
  if (new Set(bracketed).size > 1 || longest.next < enough || longest.places.length < enough)
    return []
  return rows.filter(({ places }) => places.length > 1).flatMap(({ places }) => places)
}

const placesOf = (
  caption: string,
  candidates: readonly Candidate[],
  family: Family,
): readonly Place[] =>
  candidates.flatMap((candidate) => {
    const { start, end, form, first } = candidate
    const labels = candidate.readings[family]
    const [before, after] = [caption.slice(Math.max(0, start - 12), start), caption.slice(end)]
    if ((form !== 'bare' && form !== 'loose') || !labels) return []
    const sign = family === 'upper' ? /^(?:[.:,]|\s?=|\s?[-–])?\s/ : /^(?:[.:]|\s?=)?\s/
    if (!sign.test(after) || !/^(?:[.:,]|\s?[=–-])?\s+[\p{L}\p{N}(‘'“"]/u.test(after)) return []
    if (!first && (pointed.test(before) || isInitial(before, after))) return []
    // "a = P < 0.05": what a test says.
    if (/^\s?=\s?p\b/i.test(after)) return []
    // "14 d seedlings", "2 h later": a unit.
    if (!first && family === 'lower' && /(?<![\p{L}\d])[\d.:]+\s$/u.test(before)) return []
    const ranks = labels.map((label) => rankOf(label, family))
    const forgotten = /[\p{Ll})]\s+$/u.test(before) && /^\s+\p{Lu}\p{Ll}/u.test(after)
    const opens = first || /:\s*$/.test(before) || (family === 'lower' && forgotten)
    return { candidate, ranks, opens, keyed: first || /^[.:]\s+\p{Lu}/u.test(after) }
  })

/** "A. niger", "and B. Smith". */
const isInitial = (before: string, after: string): boolean =>
  /^\.\s+\p{Ll}/u.test(after) ||
  (/^\.\s+\p{Lu}/u.test(after) && /(?:[&,]|\band|\p{Lu}\.)\s*$/u.test(before))

/** "in b", "by K. Smith": words that speak of a letter, or of a name. */
const pointed = /\b(?:in|of|by|to|from|with|for|over|than|see|as|panels?|figs?\.?|figure)\s+$/i

/** A letter of the range that was named last: "B–C flowers: B … C …". */
const isDetail = (row: readonly Place[], rank: number): boolean => {
  const range = row.findLast(({ ranks }) => ranks.length > 1)
  const later = range ? row.slice(row.indexOf(range) + 1) : []
  return (
    range?.ranks.includes(rank) === true &&
    later.every(({ ranks }) => ranks.every((other) => other < rank))
  )
}
