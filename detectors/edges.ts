import type { RawImage } from '../pipeline/types.ts'
import type { Box } from './boxes.ts'
import { smallest } from './gutters.ts'
import { emptyTable, Sums } from './lines.ts'

/** A colour step counts fully from this sum of channel differences on. */
const fullStep = 72
const scale = 255 / fullStep
/** A step must run through at least this share of the stretches of its line. */
const through = 0.75
const stretches = 8
const depthLimit = 4

export interface Edges {
  vertical: Sums
  horizontal: Sums
}

/** How strongly the colour steps at each pixel, from its left and from its upper neighbour: 0 to 255 each. */
export const edgesOf = ({ width, height, data }: RawImage): Edges => {
  const vertical = emptyTable(width, height)
  const horizontal = emptyTable(width, height)
  const stride = width + 1
  const line = width * 3
  const strength = (step: number) => (step >= fullStep ? 255 : (step * scale) | 0)
  for (let y = 0, at = 0; y < height; y++) {
    let [across, down] = [0, 0]
    let cell = (y + 1) * stride
    for (let x = 0; x < width; x++, at += 3) {
      const [r, g, b] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]
      if (x > 0)
        across += strength(
          Math.abs(r - (data[at - 3] ?? 0)) +
            Math.abs(g - (data[at - 2] ?? 0)) +
            Math.abs(b - (data[at - 1] ?? 0)),
        )
      if (y > 0)
        down += strength(
          Math.abs(r - (data[at - line] ?? 0)) +
            Math.abs(g - (data[at - line + 1] ?? 0)) +
            Math.abs(b - (data[at - line + 2] ?? 0)),
        )
      cell++
      vertical[cell] = (vertical[cell - stride] ?? 0) + across
      horizontal[cell] = (horizontal[cell - stride] ?? 0) + down
    }
  }
  return { vertical: new Sums(width, vertical), horizontal: new Sums(width, horizontal) }
}

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
const lines = (edges: Edges, box: Box, axis: 0 | 1): Line[] => {
  const sums = axis === 0 ? edges.vertical : edges.horizontal
  const profile = sums.profile(box, axis)
  const [x0, y0, x1, y1] = box
  const found: Line[] = []
  const edge = 5
  for (let i = edge; i < profile.length - edge; i++) {
    const here = profile[i] ?? 0
    if (here < 25) continue
    const [base, spread] = around(profile, i)
    if (here < 1.3 * base + 8 || here < base + 3 * spread) continue
    let held = 0
    for (let s = 0; s < stretches; s++) {
      const part: Box =
        axis === 0
          ? [
              x0,
              y0 + Math.trunc(((y1 - y0) * s) / stretches),
              x1,
              y0 + Math.trunc(((y1 - y0) * (s + 1)) / stretches),
            ]
          : [
              x0 + Math.trunc(((x1 - x0) * s) / stretches),
              y0,
              x0 + Math.trunc(((x1 - x0) * (s + 1)) / stretches),
              y1,
            ]
      const [px0, py0, px1, py1] = part
      const mean = (j: number) =>
        axis === 0
          ? sums.sum(x0 + j, py0, x0 + j + 1, py1) / Math.max(1, py1 - py0)
          : sums.sum(px0, y0 + j, px1, y0 + j + 1) / Math.max(1, px1 - px0)
      const local = mean(i)
      let near = 0
      for (let d = 2; d <= 5; d++) near += mean(i - d) + mean(i + d)
      if (local > 1.2 * (near / 8) + 5) held++
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
