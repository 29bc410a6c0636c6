import { type Box, closest, inside, iou } from './boxes.ts'
import type { Look } from './classify.ts'
import type { Found } from './onestage.ts'

/** Weight of the one-stage detector: more lowered the average precision on groups kept out of its training. */
const share = 0.2
/** What the one-stage detector thinks of a box it found no panel at: most of them are none. */
const unseen = 0.25
/** What it thinks of a box in the midst of a chart: most of those are its bars. */
const inChart = 0.1
/** From this score on a chart is one. */
const surely = 0.5
/** Panels narrower than this share of the figure's longer side may escape it. */
const small = 0.12
/** It finds a panel where its box overlaps this much (IoU). */
const same = 0.5

const logit = (probability: number, margin: number): number => {
  const kept = Math.min(1 - margin, Math.max(margin, probability))
  return Math.log(kept / (1 - kept))
}

/**
 * Probability of tissue in a box by both networks: a mean of their logits. The classifier sees the
 * box alone and large, the one-stage detector in the midst of its figure; stained cells in a dish
 * or bars of a chart look like tissue to both less often. Where the second has no say the first decides.
 */
export const agreedTissue = ({ box, kinds }: Look, found: readonly Found[], whole: Box): number => {
  const other = opinionOf(box, found, whole)
  if (other === null) return kinds.histology
  return (
    1 / (1 + Math.exp(-((1 - share) * logit(kinds.histology, 0.001) + share * logit(other, 0.05))))
  )
}

const opinionOf = (box: Box, found: readonly Found[], whole: Box): number | null => {
  if (found.length === 0) return null
  const near = closest(found, box)
  if (near && iou(near.box, box) >= same) return near.tissue
  if (found.some((one) => isChart(one) && inside(box, one.box) > 0.9)) return inChart
  const narrow = Math.min(box[2] - box[0], box[3] - box[1])
  return narrow < small * Math.max(whole[2], whole[3]) ? null : unseen
}

const isChart = ({ kind, score }: Found): boolean => kind === 'chart' && score >= surely
