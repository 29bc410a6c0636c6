import { createHash } from 'node:crypto'
import type { SpeciesVerdict } from '../../pipeline/types.ts'
import type { SpeciesGold } from './gold/classes.ts'

export interface Interval {
  value: number
  /** Percentile bootstrap over groups, 95 %. */
  low: number
  high: number
}

/** Numbers in [0, 1), the same for the same seed, so that a table is the same twice (mulberry32). */
export const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

/**
 * At most `most` of the items, in their own order: those whose keys hash lowest. A record is drawn
 * or not whatever else is in the set, so tasks that filter differently meet in the same records.
 */
export const sample = <T>(
  items: readonly T[],
  most: number | undefined,
  keyOf: (item: T) => string,
): T[] => {
  if (most === undefined || items.length <= most) return [...items]
  const hashed = items.map((item, index) => {
    const hash = createHash('sha256').update(keyOf(item)).digest('hex')
    return { item, index, hash }
  })
  return hashed
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .slice(0, most)
    .sort((a, b) => a.index - b.index)
    .map(({ item }) => item)
}

/**
 * A measure of a set of records with its interval. Groups are drawn, and each brings all of its
 * records: figures of one article err together. Without `groupOf` every record is a group.
 */
export const interval = <T>(
  items: readonly T[],
  measure: (items: readonly T[]) => number,
  groupOf?: (item: T) => string,
): Interval => {
  const groups = new Map<string, T[]>()
  for (const [index, item] of items.entries()) {
    const key = groupOf ? groupOf(item) : String(index)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  const list = [...groups.values()]
  const next = random(1)
  const draws: number[] = []
  for (let round = 0; round < 1000; round++) {
    const drawn = list.flatMap(() => list[Math.floor(next() * list.length)] ?? [])
    const value = measure(drawn)
    if (!Number.isNaN(value)) draws.push(value)
  }
  draws.sort((a, b) => a - b)
  const at = (share: number) => draws[Math.floor(share * (draws.length - 1))] ?? Number.NaN
  return { value: measure(items), low: at(0.025), high: at(0.975) }
}

/** Share of the items that are so; NaN of none. */
export const shareOf = <T>(items: readonly T[], so: (item: T) => boolean): number =>
  items.filter(so).length / items.length

export interface SpeciesAnswer {
  gold: SpeciesGold['label']
  verdict: SpeciesVerdict
}

const share = (
  answers: readonly SpeciesAnswer[],
  gold: string,
  ok: (v: SpeciesVerdict) => boolean,
) =>
  shareOf(
    answers.filter((answer) => answer.gold === gold),
    ({ verdict }) => ok(verdict),
  )

/** Measures of the species filter; each takes answers and gives a share. */
export const speciesMeasures = {
  'non-human not kept': (answers: readonly SpeciesAnswer[]) =>
    share(answers, 'nonhuman', (verdict) => verdict !== 'human'),
  'humans lost': (answers: readonly SpeciesAnswer[]) =>
    share(answers, 'human', (verdict) => verdict === 'nonhuman'),
  /** Of human and non-human records: those a curator must decide for want of evidence. */
  unsure: (answers: readonly SpeciesAnswer[]) =>
    shareOf(
      answers.filter(({ gold }) => gold === 'human' || gold === 'nonhuman'),
      ({ verdict }) => verdict === 'unsure',
    ),
  'non-human dropped': (answers: readonly SpeciesAnswer[]) =>
    share(answers, 'nonhuman', (verdict) => verdict === 'nonhuman'),
  'humans kept': (answers: readonly SpeciesAnswer[]) =>
    share(answers, 'human', (verdict) => verdict === 'human'),
  'mixed not kept': (answers: readonly SpeciesAnswer[]) =>
    share(answers, 'mixed', (verdict) => verdict !== 'human'),
}

/** Which records a species measure divides by. */
export const concernedBy = (
  measure: keyof typeof speciesMeasures,
  gold: SpeciesGold['label'],
): boolean => {
  if (measure === 'unsure') return gold === 'human' || gold === 'nonhuman'
  if (measure.startsWith('mixed')) return gold === 'mixed'
  return gold === (measure.startsWith('non-human') ? 'nonhuman' : 'human')
}

export interface LabelAnswer {
  gold: readonly string[]
  given: readonly string[]
}

/** Mean F1 over the classes that occur in the gold of these records. */
export const macroF1 = (answers: readonly LabelAnswer[]): number => {
  const classes = new Set(answers.flatMap(({ gold }) => gold))
  let sum = 0
  for (const name of classes) {
    let [both, gold, given] = [0, 0, 0]
    for (const answer of answers) {
      const [a, b] = [answer.gold.includes(name), answer.given.includes(name)]
      if (a && b) both++
      if (a) gold++
      if (b) given++
    }
    sum += (2 * both) / (gold + given)
  }
  return sum / classes.size
}

/** Share of records whose labels are all right and none too many. */
export const accuracy = (answers: readonly LabelAnswer[]): number =>
  shareOf(
    answers,
    ({ gold, given }) => gold.length === given.length && gold.every((name) => given.includes(name)),
  )
