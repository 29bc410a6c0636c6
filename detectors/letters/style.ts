import type { Box } from '../boxes.ts'
import type { Reading } from './read.ts'
import type { Alone } from './words.ts'

/** A mark that may be a label, and what it is read as. */
export interface Candidate extends Alone {
  reading: Reading
}

/** How the labels of one figure are printed. */
export interface Style {
  lower: boolean
  bracketed: boolean
  /** Height of a capital, in pixels. */
  size: number
}

/** A candidate as one letter of a style. */
export interface Printed {
  /** 0 for A. */
  rank: number
  /** Probability. */
  odds: number
  box: Box
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz'
/** Letters that look alike in both cases: their size tells the case. */
const twins = new Set([...'cosvwxz'].map((letter) => alphabet.indexOf(letter)))
const bars = new Set([...'il'].map((letter) => alphabet.indexOf(letter)))

/** Heights of printed letters, dots of i and j left out, as shares of a capital's. */
const share = (rank: number, lower: boolean): number => {
  const letter = alphabet[rank] ?? ''
  if (!lower) return letter === 'q' ? 1.1 : 1
  if ('bdfhkl'.includes(letter)) return 1.03
  if ('gpqyj'.includes(letter)) return 1
  return letter === 't' ? 0.92 : 0.74
}

/** Heights differ by fonts and by a pixel of the threshold. */
const fits = (height: number, wanted: number): boolean =>
  Math.abs(height - wanted) <= 0.1 * wanted + 1.5

/** Probability of a letter in one case; a bar is I, i or l as the alphabet wants. */
const oddsOf = (reading: Reading, rank: number, lower: boolean): number => {
  const [own, other] = lower ? [26, 0] : [0, 26]
  const alike = twins.has(rank) ? (reading[rank + other] ?? 0) : 0
  if (!bars.has(rank) || (!lower && rank === 11)) return (reading[rank + own] ?? 0) + alike
  return (reading[8] ?? 0) + (reading[34] ?? 0) + (reading[37] ?? 0)
}

/** What a candidate may be in a style, the likeliest first; empty when it is of another style. */
export const asPrinted = (
  { mark, bracketed, reading }: Candidate,
  style: Style,
  least: number,
): Printed[] => {
  if (bracketed !== style.bracketed) return []
  const height = mark.box[3] - mark.box[1]
  const letters: Printed[] = []
  for (let rank = 0; rank < 26; rank += 1) {
    const odds = oddsOf(reading, rank, style.lower)
    if (odds >= least && fits(height, share(rank, style.lower) * style.size))
      letters.push({ rank, odds, box: mark.box })
  }
  return letters.sort((a, b) => b.odds - a.odds)
}

/** A style is taken from a letter that is read with this probability at least. */
const telling = 0.5

/** The styles that a figure's labels may have: one of each size of each surely read letter. */
export const stylesOf = (candidates: readonly Candidate[]): Style[] => {
  const styles: Style[] = []
  for (const { mark, bracketed, reading } of candidates)
    for (const lower of [false, true])
      for (let rank = 0; rank < 26; rank += 1) {
        if (oddsOf(reading, rank, lower) < telling) continue
        const size = (mark.box[3] - mark.box[1]) / share(rank, lower)
        const known = styles.some(
          (style) =>
            style.lower === lower &&
            style.bracketed === bracketed &&
            Math.abs(style.size - size) < 0.04 * size + 0.3,
        )
        if (!known) styles.push({ lower, bracketed, size })
      }
  return styles
}
