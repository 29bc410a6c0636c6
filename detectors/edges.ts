import type { RawImage } from '../pipeline/types.ts'
import type { Box } from './boxes.ts'
import { smallest } from './gutters.ts'

/** A colour step counts fully from this sum of channel differences on. */
const fullStep = 72
/** Strength of a step by its sum of channel differences: 0 to 255. */
const strengths = Uint8Array.from({ length: 3 * 255 + 1 }, (_, step) =>
  Math.min(255, Math.floor((step * 255) / fullStep)),
)
/** A step must run through at least this share of the stretches of its line. */
const through = 0.75
const stretches = 8
const depthLimit = 4

/** How strongly the colour steps at each pixel, summed along the lines that such steps may form. */
export interface Edges {
  /** A row of both tables. */
  stride: number
  /** Steps from the left neighbour, summed down the columns: `[y * stride + x]` is that of the `y` rows above. */
  vertical: Int32Array
  /** Steps from the upper neighbour, summed along the rows: `[y * stride + x]` is that of the `x` columns before. */
  horizontal: Int32Array
}

export const edgesOf = ({ width, height, data }: RawImage): Edges => {
  const stride = width + 1
  const vertical = new Int32Array(stride * (height + 1))
  const horizontal = new Int32Array(stride * (height + 1))
  for (let y = 0, at = 0; y < height; y++) {
    const row = y * stride
    const above = y > 0 ? width * 3 : 0
    let down = 0
    let leftRed = data[at] ?? 0
    let leftGreen = data[at + 1] ?? 0
    let leftBlue = data[at + 2] ?? 0
    for (let x = 0; x < width; x++, at += 3) {
      const red = data[at] ?? 0
      const green = data[at + 1] ?? 0
      const blue = data[at + 2] ?? 0
      const across =
        Math.abs(red - leftRed) + Math.abs(green - leftGreen) + Math.abs(blue - leftBlue)
      const up =
        Math.abs(red - (data[at - above] ?? 0)) +
        Math.abs(green - (data[at + 1 - above] ?? 0)) +
        Math.abs(blue - (data[at + 2 - above] ?? 0))
      vertical[row + stride + x] = (vertical[row + x] ?? 0) + (strengths[across] ?? 0)
      down += strengths[up] ?? 0
      horizontal[row + x + 1] = down
      leftRed = red
      leftGreen = green
      leftBlue = blue
    }
  }
  return { stride, vertical, horizontal }
}

/** Mean strength of column (axis 0) or row (axis 1) `at` from `from` to `to`. */
const strengthOf = (
  { stride, vertical, horizontal }: Edges,
  axis: 0 | 1,
  at: number,
  from: number,
  to: number,
): number =>
  (axis === 0
    ? (vertical[to * stride + at] ?? 0) - (vertical[from * stride + at] ?? 0)
    : (horizontal[at * stride + to] ?? 0) - (horizontal[at * stride + from] ?? 0)) /
  Math.max(1, to - from)

/** Mean and spread of the neighbours 2 to 10 pixels away: what the texture around a line steps by itself. */
const around = (profile: Float64Array, at: number): [mean: number, spread: number] => {
  let [sum, squares, count] = [0, 0, 0]
  for (let d = 2; d <= 10; d++) {
    for (const i of [at - d, at + d]) {
      if (i < 1 || i >= profile.length) continue
      const value = profile[i] ?? 0
      sum += value
      squares += value * value
      count++
    }
  }
  if (count === 0) return [255, 255]
  const mean = sum / count
  return [mean, Math.sqrt(Math.max(0, squares / count - mean * mean))]
}

interface Line {
  at: number
  strength: number
}

/** Straight full-length steps of a box: positions along the axis where a new picture begins. */
const lines = (edges: Edges, [x0, y0, x1, y1]: Box, axis: 0 | 1): Line[] => {
  const [begin, end, from, to] = axis === 0 ? [x0, x1, y0, y1] : [y0, y1, x0, x1]
  const profile = new Float64Array(end - begin)
  for (let i = 0; i < profile.length; i++) profile[i] = strengthOf(edges, axis, begin + i, from, to)
  const found: Line[] = []
  const edge = 5
  for (let i = edge; i < profile.length - edge; i++) {
    const here = profile[i] ?? 0
    if (here < 25) continue
    const [base, spread] = around(profile, i)
    if (here < 1.3 * base + 8 || here < base + 3 * spread) continue
    let held = 0
    for (let s = 0; s < stretches; s++) {
      const first = from + Math.trunc(((to - from) * s) / stretches)
      const last = from + Math.trunc(((to - from) * (s + 1)) / stretches)
      let near = 0
      for (let d = 2; d <= 5; d++)
        near +=
          strengthOf(edges, axis, begin + i - d, first, last) +
          strengthOf(edges, axis, begin + i + d, first, last)
      if (strengthOf(edges, axis, begin + i, first, last) > 1.2 * (near / 8) + 5) held++
    }
    if (held >= through * stretches) found.push({ at: i, strength: here / (base + 13) })
  }
  return found
}

const walk = (edges: Edges, box: Box, depth: number, out: Box[]): void => {
  const [x0, y0, x1, y1] = box
  if (depth === 0 || Math.max(x1 - x0, y1 - y0) < 2 * smallest) return
  const across = lines(edges, box, 0)
  const down = lines(edges, box, 1)
  const top = (list: Line[]) => Math.max(0, ...list.map((line) => line.strength))
  const axis = top(across) >= top(down) ? 0 : 1
  const chosen = axis === 0 ? across : down
  const best = top(chosen)
  if (best === 0) return
  const length = axis === 0 ? x1 - x0 : y1 - y0
  const marks = chosen.filter((line) => line.strength >= 0.4 * best).map((line) => line.at)
  let from = 0
  for (const at of [...marks, length]) {
    if (at - from >= smallest) {
      const piece: Box = axis === 0 ? [x0 + from, y0, x0 + at, y1] : [x0, y0 + from, x1, y0 + at]
      out.push(piece)
      walk(edges, piece, depth - 1, out)
    }
    from = at
  }
}

/**
 * Splits boxes where a straight colour step runs through their whole height or width: montages with
 * a gutter of one pixel or none. Gives the pieces of every level, not the boxes themselves.
 */
export const edgeBoxes = (edges: Edges, boxes: readonly Box[]): Box[] => {
  const out: Box[] = []
  for (const box of boxes) walk(edges, box, depthLimit, out)
  return out
}
