import type { Bbox } from '../../../pipeline/types.ts'

/** Least overlap at which a box is the same box. */
export const sameBox = 0.5

/** Intersection over union of two COCO boxes. */
export const overlap = (a: Bbox, b: Bbox): number => {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0])
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1])
  if (width <= 0 || height <= 0) return 0
  return (width * height) / (a[2] * a[3] + b[2] * b[3] - width * height)
}

/** Share of `inner` that lies inside `outer`. */
export const shareInside = (inner: Bbox, outer: Bbox): number => {
  const width = Math.min(inner[0] + inner[2], outer[0] + outer[2]) - Math.max(inner[0], outer[0])
  const height = Math.min(inner[1] + inner[3], outer[1] + outer[3]) - Math.max(inner[1], outer[1])
  return width <= 0 || height <= 0 ? 0 : (width * height) / (inner[2] * inner[3])
}

/** The smallest box around some boxes. */
export const around = (boxes: readonly Bbox[]): Bbox => {
  const left = Math.min(...boxes.map(([x]) => x))
  const top = Math.min(...boxes.map(([, y]) => y))
  const right = Math.max(...boxes.map(([x, , width]) => x + width))
  const bottom = Math.max(...boxes.map(([, y, , height]) => y + height))
  return [left, top, right - left, bottom - top]
}

export interface Scored {
  bbox: Bbox
  score: number
}

/**
 * For each prediction the index of its true box or null: by falling score, each takes the free box
 * of largest overlap, if that is at least one half. The order of the result is that of `found`.
 */
export const byScore = (found: readonly Scored[], truth: readonly Bbox[]): (number | null)[] => {
  const taken = new Set<number>()
  const given: (number | null)[] = found.map(() => null)
  const order = found.map((_, index) => index)
  order.sort((a, b) => (found[b]?.score ?? 0) - (found[a]?.score ?? 0) || a - b)
  for (const index of order) {
    let [best, most] = [-1, sameBox]
    for (const [at, box] of truth.entries()) {
      const value = taken.has(at) ? 0 : overlap(found[index]?.bbox ?? [0, 0, 0, 0], box)
      if (value >= most && (best < 0 || value > most)) [best, most] = [at, value]
    }
    if (best < 0) continue
    taken.add(best)
    given[index] = best
  }
  return given
}

/** The same without scores: the pairs of largest overlap first. */
export const byOverlap = (found: readonly Bbox[], truth: readonly Bbox[]): (number | null)[] => {
  const given: (number | null)[] = found.map(() => null)
  const taken = new Set<number>()
  const pairs = found.flatMap((box, index) =>
    truth.map((other, at) => ({ index, at, value: overlap(box, other) })),
  )
  for (const { index, at, value } of pairs.sort((a, b) => b.value - a.value)) {
    if (value < sameBox) break
    if (given[index] !== null || taken.has(at)) continue
    given[index] = at
    taken.add(at)
  }
  return given
}

export interface Ranked {
  /** Predictions of one figure, and whether each is a true box. */
  hits: { score: number; hit: boolean }[]
  /** True boxes of the figure. */
  truth: number
}

/**
 * Average precision over figures: area under the precision–recall curve, all points, precision made
 * monotone; predictions of equal score form one step. NaN without a true box.
 */
export const averagePrecision = (figures: readonly Ranked[]): number => {
  const truth = figures.reduce((sum, figure) => sum + figure.truth, 0)
  const hits = figures.flatMap((figure) => figure.hits).sort((a, b) => b.score - a.score)
  if (truth === 0) return Number.NaN
  const points: { recall: number; precision: number }[] = []
  let right = 0
  for (const [index, { score, hit }] of hits.entries()) {
    if (hit) right += 1
    if (hits[index + 1]?.score !== score)
      points.push({ recall: right / truth, precision: right / (index + 1) })
  }
  let [area, best] = [0, 0]
  for (let at = points.length - 1; at >= 0; at -= 1) {
    const { recall, precision } = points[at] ?? { recall: 0, precision: 0 }
    best = Math.max(best, precision)
    area += (recall - (points[at - 1]?.recall ?? 0)) * best
  }
  return area
}

export interface Counts {
  right: number
  found: number
  truth: number
}

const added = (figures: readonly Counts[]): Counts =>
  figures.reduce(
    (sum, { right, found, truth }) => ({
      right: sum.right + right,
      found: sum.found + found,
      truth: sum.truth + truth,
    }),
    { right: 0, found: 0, truth: 0 },
  )

/** Micro-averaged over figures; NaN where there is nothing to divide by. */
export const precision = (figures: readonly Counts[]): number => {
  const { right, found } = added(figures)
  return right / found
}
export const recall = (figures: readonly Counts[]): number => {
  const { right, truth } = added(figures)
  return right / truth
}
export const f1 = (figures: readonly Counts[]): number => {
  const { right, found, truth } = added(figures)
  return (2 * right) / (found + truth)
}
