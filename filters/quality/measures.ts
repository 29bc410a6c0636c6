import type { SpeciesVerdict } from '../../pipeline/types.ts'
import type { SpeciesGold } from './gold.ts'

export interface Interval {
  value: number
  /** Percentile bootstrap over records, 95 %. */
  low: number
  high: number
}

/** Seeded so that a table is the same twice (mulberry32). */
const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

/** A measure of a set of records with its interval. */
export const interval = <T>(
  items: readonly T[],
  measure: (items: readonly T[]) => number,
): Interval => {
  const next = random(1)
  const draws: number[] = []
  for (let round = 0; round < 1000; round++) {
    const drawn = items.map(() => items[Math.floor(next() * items.length)] as T)
    const value = measure(drawn)
    if (!Number.isNaN(value)) draws.push(value)
  }
  draws.sort((a, b) => a - b)
  const at = (share: number) => draws[Math.floor(share * (draws.length - 1))] ?? Number.NaN
  return { value: measure(items), low: at(0.025), high: at(0.975) }
}

export interface SpeciesAnswer {
  gold: SpeciesGold['label']
  verdict: SpeciesVerdict
}

const share = (
  answers: readonly SpeciesAnswer[],
  gold: string,
  ok: (v: SpeciesVerdict) => boolean,
) => {
  const group = answers.filter((answer) => answer.gold === gold)
  return group.filter(({ verdict }) => ok(verdict)).length / group.length
}

/** Measures of the species filter; each takes answers and gives a share. */
export const speciesMeasures = {
  'non-human not kept': (answers: readonly SpeciesAnswer[]) =>
    share(answers, 'nonhuman', (verdict) => verdict !== 'human'),
  'non-human dropped': (answers: readonly SpeciesAnswer[]) =>
    share(answers, 'nonhuman', (verdict) => verdict === 'nonhuman'),
  'humans lost': (answers: readonly SpeciesAnswer[]) =>
    share(answers, 'human', (verdict) => verdict === 'nonhuman'),
  'humans kept': (answers: readonly SpeciesAnswer[]) =>
    share(answers, 'human', (verdict) => verdict === 'human'),
  'mixed not kept': (answers: readonly SpeciesAnswer[]) =>
    share(answers, 'mixed', (verdict) => verdict !== 'human'),
  /** Of human and non-human records: those a curator must decide for want of evidence. */
  unsure: (answers: readonly SpeciesAnswer[]) => {
    const clear = answers.filter(({ gold }) => gold === 'human' || gold === 'nonhuman')
    return clear.filter(({ verdict }) => verdict === 'unsure').length / clear.length
  },
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
  answers.filter(
    ({ gold, given }) => gold.length === given.length && gold.every((name) => given.includes(name)),
  ).length / answers.length
