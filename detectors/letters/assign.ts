import type { Box } from '../boxes.ts'
import { offsetOf, type Place, places, type Standing } from './places.ts'
import { asPrinted, type Candidate, type Printed, type Style } from './style.ts'

/** A letter given to a panel. */
export interface Given {
  panel: number
  /** 0 for A. */
  rank: number
  odds: number
  box: Box
  /** Log odds of the reading less what the place takes off. */
  worth: number
}

export interface Assignment {
  style: Style
  place: Place
  given: Given[]
  /** Ranks of letters of this style that stand in the figure, given or not. */
  printed: ReadonlySet<number>
  /** How well the letters agree with the style, the place and the alphabet. */
  worth: number
}

/** A letter read with less than this says nothing. */
const nothing = 0.03
/** A letter farther from its place than this is not the panel's. */
const farthestStray = 1.8
/** What a place half a panel away takes off. */
const strayCost = 1.3
/** What a place unlike that of the other letters takes off, at most. */
const unlikeCost = 1.2
/** What lying in another panel takes off. */
const otherCost = 0.8
/** What a letter missing before the last one takes off. */
const gapCost = 1
/** What two letters against the order of reading take off. */
const turnCost = 0.8
/** Surely printed, though it may belong to a panel that was not found. */
const sure = 0.6

/** A candidate as letters of a style, the likeliest three, and where it stands. */
export interface Option {
  letters: readonly Printed[]
  standings: readonly Standing[]
}

/** What candidates may be in a style; those of another style are left out. */
export const optionsOf = (
  candidates: readonly Candidate[],
  standings: readonly (readonly Standing[])[],
  style: Style,
): Option[] =>
  candidates.flatMap((candidate, index) => {
    const letters = asPrinted(candidate, style, nothing).slice(0, 3)
    return letters.length === 0 ? [] : [{ letters, standings: standings[index] ?? [] }]
  })

/**
 * Gives letters of one style to panels, all at one place: the surest and nearest first, each panel
 * and each letter once; then again with what the first letters say about the place, and last
 * without those that the alphabet and the order of reading speak against.
 */
export const assign = (
  options: readonly Option[],
  panels: readonly Box[],
  style: Style,
  place: Place,
): Assignment => {
  const at = places.indexOf(place)
  const printed = new Set<number>()
  const possible: Given[] = []
  for (const { letters, standings } of options) {
    const [first] = letters
    if (first && first.odds >= sure) printed.add(first.rank)
    for (const { panel, strays, elsewhere } of standings) {
      const stray = strays[at] ?? farthestStray
      if (stray > farthestStray) continue
      for (const letter of letters) {
        const off = elsewhere ? otherCost : 0
        const worth = Math.log(letter.odds / nothing) - strayCost * stray - off
        if (worth > 0) possible.push({ ...letter, panel, worth })
      }
    }
  }
  let given = greedy(possible)
  if (given.length > 1) given = greedy(alike(possible, given, panels, style, place))
  const [kept, worth] = withoutMisfits(given, printed, style.size)
  return { style, place, given: kept, printed, worth }
}

const greedy = (options: readonly Given[]): Given[] => {
  const given: Given[] = []
  for (const option of [...options].sort((a, b) => b.worth - a.worth)) {
    if (option.worth <= 0) break
    const taken = given.some(
      ({ panel, rank, box }) =>
        panel === option.panel || rank === option.rank || box === option.box,
    )
    if (!taken) given.push(option)
  }
  return given
}

const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0

/** The offset that the letters share. */
export const sharedOffset = (given: readonly Given[], panels: readonly Box[], place: Place) => {
  const offsets = given.flatMap(({ box, panel }) => {
    const own = panels[panel]
    return own ? [offsetOf(place, box, own)] : []
  })
  return [middle(offsets.map(([x]) => x)), middle(offsets.map(([, y]) => y))] as const
}

/** Takes off what does not stand by its panel as the given letters do by theirs. */
const alike = (
  options: readonly Given[],
  given: readonly Given[],
  panels: readonly Box[],
  { size }: Style,
  place: Place,
): Given[] => {
  const [x, y] = sharedOffset(given, panels, place)
  return options.map((option) => {
    const own = panels[option.panel]
    if (!own) return option
    const [dx, dy] = offsetOf(place, option.box, own)
    const away = (Math.abs(dx - x) + Math.abs(dy - y)) / (8 * size)
    return { ...option, worth: option.worth - unlikeCost * Math.min(1, away) }
  })
}

/** Drops letters as long as the others are worth more without them. */
const withoutMisfits = (
  given: readonly Given[],
  printed: ReadonlySet<number>,
  size: number,
): [Given[], number] => {
  let kept = [...given]
  let worth = worthOf(kept, printed, size)
  for (;;) {
    let best = -1
    for (const index of kept.keys()) {
      const without = worthOf(
        kept.filter((_, at) => at !== index),
        printed,
        size,
      )
      if (without > worth) [best, worth] = [index, without]
    }
    if (best < 0) return [kept, worth]
    kept = kept.filter((_, at) => at !== best)
  }
}

const worthOf = (given: readonly Given[], printed: ReadonlySet<number>, size: number): number => {
  const ranks = new Set(given.map(({ rank }) => rank))
  const last = Math.max(-1, ...ranks)
  let worth = 0
  for (const one of given) worth += one.worth
  let gaps = 0
  for (let rank = 0; rank < last; rank += 1)
    if (!ranks.has(rank)) gaps += printed.has(rank) ? gapCost / 4 : gapCost
  return worth - gaps - turnCost * Math.min(turns(given, size, 1), turns(given, size, 0))
}

/** Pairs of letters against the order of reading, by rows (axis 1) or by columns (axis 0). */
const turns = (given: readonly Given[], size: number, axis: 0 | 1): number => {
  let count = 0
  for (const [index, a] of given.entries())
    for (const b of given.slice(0, index)) {
      const [first, second] = a.rank < b.rank ? [a.box, b.box] : [b.box, a.box]
      const along = second[axis] - first[axis]
      const across = second[axis === 1 ? 0 : 1] - first[axis === 1 ? 0 : 1]
      if (along < -1.5 * size || (along < 1.5 * size && across < 0)) count += 1
    }
  return count
}
