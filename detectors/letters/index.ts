import type { RawImage } from '../../pipeline/types.ts'
import { type Box, inside } from '../boxes.ts'
import { findMarks, type Mark } from './marks.ts'
import { type Reading, readMarks } from './read.ts'

export { letterModel } from './read.ts'

export interface Letter {
  label: string
  score: number
}

interface Candidate extends Reading {
  panel: number
  /** Probability less what the place takes off: letters stand in the upper left corner. */
  merit: number
}

/** A letter below this probability is not read: none is better than a wrong one. */
const surely = 0.65
/** Panels beyond the number found that a letter may still name: some letters hold several pictures. */
const beyond = 3

/**
 * The printed letter of each panel, in the corners and just outside the upper left one; null where
 * none is surely read. Letters are unique in a figure and written in one case, and letters against
 * the reading order are dropped as misread.
 * @param panels boxes in reading order
 */
export const readLetters = async (
  image: RawImage,
  panels: readonly Box[],
  folder?: string,
): Promise<(Letter | null)[]> => {
  if (panels.length < 2) return panels.map(() => null)
  const marks: { panel: number; mark: Mark; place: number }[] = []
  for (const [panel, box] of panels.entries())
    for (const { window, place, strip } of windowsOf(box, image)) {
      const found = findMarks(image, window)
      for (const mark of strip ? found.filter((one) => inBrackets(one, found)) : isolated(found))
        if (!panels.some((other, index) => index !== panel && inside(mark.box, other) > 0.5))
          marks.push({ panel, mark, place: place + (strip ? 0 : distance(mark.box, box)) })
    }
  const readings = await readMarks(
    marks.map(({ mark }) => mark),
    folder,
  )
  const candidates = readings.flatMap((reading, index): Candidate[] => {
    const found = marks[index]
    if (!reading || !found || reading.score < surely) return []
    if (reading.letter.charCodeAt(0) - 65 >= panels.length + beyond) return []
    return [{ ...reading, panel: found.panel, merit: reading.score - found.place }]
  })
  return settle(candidates, panels.length)
}

interface Place {
  window: Box
  /** What the place takes off. */
  place: number
  /** A line below or above the panel: only a letter in brackets, as in "(a)", is one there. */
  strip?: boolean
}

/** Where to look, nearest to the custom first. */
const windowsOf = ([x0, y0, x1, y1]: Box, image: RawImage): Place[] => {
  const [width, height] = [x1 - x0, y1 - y0]
  const across = Math.round(Math.min(width, Math.max(60, 0.26 * width)))
  const down = Math.round(Math.min(height, Math.max(60, 0.26 * height)))
  const margin = Math.round(Math.min(110, Math.max(50, 0.22 * Math.min(width, height))))
  const clip = ([a, b, c, d]: Box): Box => [
    Math.max(0, a),
    Math.max(0, b),
    Math.min(image.width, c),
    Math.min(image.height, d),
  ]
  return [
    { window: clip([x0 - margin, y0 - margin, x0 + across, y0 + down]), place: 0 },
    { window: clip([x0, y1 - down, x0 + across, y1 + margin]), place: 0.1 },
    { window: clip([x1 - across, y0, x1, y0 + down]), place: 0.12 },
    { window: clip([x1 - across, y1 - down, x1, y1]), place: 0.12 },
    { window: clip([x0, y1 - 2, x1, y1 + margin]), place: 0.06, strip: true },
    { window: clip([x0, y0 - margin, x1, y0 + 2]), place: 0.1, strip: true },
  ]
}

/** How far a mark is from the nearest corner of its panel, 0 to about 0.1. */
const distance = (mark: Box, [x0, y0, x1, y1]: Box): number => {
  const x = Math.min(Math.abs(mark[0] - x0), Math.abs(mark[2] - x1)) / Math.max(1, x1 - x0)
  const y = Math.min(Math.abs(mark[1] - y0), Math.abs(mark[3] - y1)) / Math.max(1, y1 - y0)
  return 0.2 * (x + y)
}

/** Marks that stand alone: with a neighbour of their size beside them they are part of a word. */
const isolated = (marks: Mark[]): Mark[] =>
  marks.filter(
    ({ box: a, tone }) =>
      !marks.some(({ box: b, tone: other }) => {
        if (a === b || tone !== other) return false
        const height = a[3] - a[1]
        const gap = Math.max(b[0] - a[2], a[0] - b[2])
        const shared = Math.min(a[3], b[3]) - Math.max(a[1], b[1])
        const alike = (b[3] - b[1]) / height
        const bracket = (b[2] - b[0]) / (b[3] - b[1]) < 0.42 && alike > 1.1
        return (
          gap > -2 &&
          gap < 0.6 * height &&
          shared > 0.5 * height &&
          alike > 0.5 &&
          alike < 2 &&
          !bracket
        )
      }),
  )

/** "(a)": a tall narrow mark close on each side. */
const inBrackets = ({ box: a, tone }: Mark, marks: readonly Mark[]): boolean => {
  const height = a[3] - a[1]
  const beside = (gapOf: (b: Box) => number) =>
    marks.some(({ box: b, tone: other }) => {
      const [wide, tall] = [b[2] - b[0], b[3] - b[1]]
      const gap = gapOf(b)
      const shared = Math.min(a[3], b[3]) - Math.max(a[1], b[1])
      return (
        tone === other &&
        gap > -2 &&
        gap < 0.6 * height &&
        shared > 0.8 * height &&
        wide < 0.5 * tall &&
        tall > 1.05 * height &&
        tall < 2.6 * height
      )
    })
  return beside((b) => a[0] - b[2]) && beside((b) => b[0] - a[2])
}

const settle = (candidates: Candidate[], count: number): (Letter | null)[] => {
  const chosen = new Map<number, Candidate>()
  const taken = new Set<string>()
  for (const candidate of [...candidates].sort((a, b) => b.merit - a.merit)) {
    if (chosen.has(candidate.panel) || taken.has(candidate.letter)) continue
    chosen.set(candidate.panel, candidate)
    taken.add(candidate.letter)
  }
  const ordered = longestRise([...chosen.values()].sort((a, b) => a.panel - b.panel))
  const kept = new Set([...chosen.values()].filter((one) => ordered.has(one) || one.score > 0.985))
  const lower = [...kept].reduce((sum, { lower: share }) => sum + share - 0.5, 0) > 0
  const read = Array.from({ length: count }, (_, panel) => {
    const letter = chosen.get(panel)
    return letter && kept.has(letter) ? letter : null
  })
  const counted = countOn(read.map((letter) => letter && letter.letter.charCodeAt(0) - 65))
  return read.map((letter, panel) => {
    const rank = counted[panel]
    const name = letter?.letter ?? (rank === undefined ? null : String.fromCharCode(65 + rank))
    if (name === null) return null
    const score = letter ? Number(letter.score.toFixed(4)) : guessed
    return { label: lower ? name.toLowerCase() : name, score }
  })
}

/** How sure a letter is that was not read but counted from its neighbours. */
const guessed = 0.6

/**
 * Letters that the read ones leave no choice about: as many panels as letters between two of them
 * ("A, ?, C"), before the first, or, when every one read stands at its own place in the alphabet, after the last.
 * @param read ranks in reading order, null where nothing was read
 */
const countOn = (read: readonly (number | null)[]): (number | undefined)[] => {
  const ranks: (number | undefined)[] = read.map((rank) => rank ?? undefined)
  const known = read.flatMap((rank, panel) => (rank === null ? [] : [{ rank, panel }]))
  const fill = (from: number, to: number, rank: number) => {
    for (let panel = from; panel < to; panel += 1) ranks[panel] = rank + panel - from
  }
  for (const [index, { rank, panel }] of known.entries()) {
    const before = known[index - 1]
    if (!before && rank === panel) fill(0, panel, 0)
    if (before && rank - before.rank === panel - before.panel)
      fill(before.panel + 1, panel, before.rank + 1)
  }
  const last = known.at(-1)
  if (last && known.every(({ rank, panel }) => rank === panel))
    fill(last.panel + 1, read.length, last.rank + 1)
  return ranks
}

/** The longest run of letters that rises in reading order, weighted by merit. */
const longestRise = (letters: Candidate[]): Set<Candidate> => {
  const best: { weight: number; from: number }[] = []
  for (const [index, { letter, merit }] of letters.entries()) {
    let [weight, from] = [0, -1]
    for (let before = 0; before < index; before += 1) {
      const earlier = best[before]
      if (earlier && (letters[before]?.letter ?? '') < letter && earlier.weight > weight)
        [weight, from] = [earlier.weight, before]
    }
    best.push({ weight: weight + merit, from })
  }
  const rise = new Set<Candidate>()
  let at = best.reduce(
    (top, { weight }, index) => (weight > (best[top]?.weight ?? 0) ? index : top),
    0,
  )
  for (; at >= 0 && letters[at]; at = best[at]?.from ?? -1) {
    const letter = letters[at]
    if (letter) rise.add(letter)
  }
  return rise
}
