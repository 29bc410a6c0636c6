import type { Bbox } from '../../../pipeline/types.ts'
import { byScore, type Counts } from './boxes.ts'
import { tokenF1 } from './captions.ts'

/** Least token F1 at which a caption is the right one. */
export const sameCaption = 0.8

export interface FoundPair {
  bbox: Bbox
  caption: string
  score: number
}

export interface TruePair {
  bbox: Bbox
  /** Texts that are right; the closest counts. */
  captions: string[]
}

export interface FigurePairs extends Counts {
  /** For each found pair: the true pair whose box it has, and how close the caption is to it. */
  matched: { truth: number; captionF1: number }[]
  /** Boxes alone. */
  boxes: Counts
  /** Index of the true pair of each found pair, or null. */
  given: (number | null)[]
}

/**
 * The pairs of one figure against the truth, as `gold-e2e/score.py` counts: a pair is right when its
 * box overlaps a free true box by one half and its caption's token F1 is at least 0.8.
 */
export const scorePairs = (
  found: readonly FoundPair[],
  truth: readonly TruePair[],
): FigurePairs => {
  const given = byScore(
    found,
    truth.map(({ bbox }) => bbox),
  )
  const matched = given.flatMap((at, index) => {
    const [pair, gold] = [found[index], at === null ? undefined : truth[at]]
    if (at === null || !pair || !gold) return []
    return [
      {
        truth: at,
        captionF1: Math.max(...gold.captions.map((text) => tokenF1(pair.caption, text))),
      },
    ]
  })
  const counts = { found: found.length, truth: truth.length }
  return {
    ...counts,
    right: matched.filter(({ captionF1 }) => captionF1 >= sameCaption).length,
    boxes: { ...counts, right: matched.length },
    matched,
    given,
  }
}
