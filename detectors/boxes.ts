import type { Bbox } from '../pipeline/types.ts'

/** Corners `[x0, y0, x1, y1)` in pixels; the detector thinks in corners, the contract in COCO boxes. */
export type Box = readonly [x0: number, y0: number, x1: number, y1: number]

export const area = ([x0, y0, x1, y1]: Box) => Math.max(0, x1 - x0) * Math.max(0, y1 - y0)

export const overlap = (a: Box, b: Box): number => {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0])
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1])
  return width > 0 && height > 0 ? width * height : 0
}

export const iou = (a: Box, b: Box): number => {
  const shared = overlap(a, b)
  return shared === 0 ? 0 : shared / (area(a) + area(b) - shared)
}

/** Share of `inner` that lies inside `outer`. */
export const inside = (inner: Box, outer: Box): number => overlap(inner, outer) / (area(inner) || 1)

/**
 * Greedy suppression: the best-scored first, then whatever neither overlaps a kept one by more than
 * `limit` IoU nor shares more than `contained` of its own or the kept one's area with it.
 */
export const suppress = <T extends { box: Box; score: number }>(
  boxes: readonly T[],
  limit = 0.5,
  contained = 0.85,
): T[] => {
  const kept: T[] = []
  for (const candidate of [...boxes].sort((a, b) => b.score - a.score)) {
    const clash = kept.some(({ box }) => {
      const shared = overlap(box, candidate.box)
      const smaller = Math.min(area(box), area(candidate.box)) || 1
      return shared / smaller > contained || iou(box, candidate.box) > limit
    })
    if (!clash) kept.push(candidate)
  }
  return kept
}

/** Integer COCO box inside a `width` x `height` picture, at least one pixel in each direction. */
export const toBbox = (box: Box, width: number, height: number): Bbox => {
  const x0 = Math.min(width - 1, Math.max(0, Math.round(box[0])))
  const y0 = Math.min(height - 1, Math.max(0, Math.round(box[1])))
  const x1 = Math.min(width, Math.max(x0 + 1, Math.round(box[2])))
  const y1 = Math.min(height, Math.max(y0 + 1, Math.round(box[3])))
  return [x0, y0, x1 - x0, y1 - y0]
}

export const toBox = ([x, y, width, height]: Bbox): Box => [x, y, x + width, y + height]

/** The one of some boxes that overlaps a box most (IoU). */
export const closest = <T extends { box: Box }>(boxes: readonly T[], box: Box): T | undefined =>
  boxes.reduce<T | undefined>(
    (best, one) => (best && iou(best.box, box) >= iou(one.box, box) ? best : one),
    undefined,
  )
