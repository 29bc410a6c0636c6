import { createHash } from 'node:crypto'
import { ItemError } from '../pipeline/errors.ts'
import type { Bbox, RawImage } from '../pipeline/types.ts'

/** Whole pixels of a picture: half-open on both axes. */
export interface Region {
  left: number
  top: number
  right: number
  bottom: number
}

/**
 * The pixels that a box covers, cut to the picture.
 * @throws ItemError `E_BBOX` when the box lies outside.
 */
export const regionOf = ({ width, height }: RawImage, [x, y, w, h]: Bbox): Region => {
  const left = Math.max(0, Math.round(x))
  const top = Math.max(0, Math.round(y))
  const right = Math.min(width, Math.round(x + w))
  const bottom = Math.min(height, Math.round(y + h))
  if (right <= left || bottom <= top)
    throw new ItemError(
      'E_BBOX',
      `box ${[x, y, w, h].join(',')} lies outside a picture of ${width} × ${height}: detect its panels again`,
    )
  return { left, top, right, bottom }
}

/** SHA-256 of size and decoded RGB pixels: equal exactly when two crops show the same pixels. */
export const pixelHash = (image: RawImage, region: Region): string => {
  const { left, top, right, bottom } = region
  const hash = createHash('sha256').update(`${right - left}x${bottom - top}\n`)
  for (let y = top; y < bottom; y += 1) {
    const row = y * image.width
    hash.update(image.data.subarray((row + left) * 3, (row + right) * 3))
  }
  return hash.digest('hex')
}

/** Luma of paper; slide background is darker, as scanners leave it at 225 to 245. */
const paper = 248
/** Share of a line that must be paper; the rest is JPEG noise or a tick of a scale. */
const paperShare = 0.98
/** JPEG rings for a block beyond the edge of a frame: the edge is the steepest step within it. */
const block = 8
/** A frame leaves at least this share of each side, or the picture itself is pale. */
const keptShare = 0.4

interface Line {
  white: boolean
  mean: number
}

/**
 * Cuts a white frame off, so that the same picture has the same hash with and without one. A
 * picture that is nearly all white stays as it is.
 */
export const trimFrame = (image: RawImage, region: Region): Region => {
  const { data, width } = image
  const { left, top, right, bottom } = region
  const line = (start: number, step: number, count: number): Line => {
    let white = 0
    let sum = 0
    for (let index = 0, at = start * 3; index < count; index += 1, at += step * 3) {
      const luma =
        0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)
      sum += luma
      if (luma >= paper) white += 1
    }
    return { white: white >= paperShare * count, mean: sum / count }
  }
  const row = (y: number) => line(y * width + left, 1, right - left)
  const column = (x: number) => line(top * width + x, width, bottom - top)
  const [first, last] = inner(top, bottom, row)
  const [near, far] = inner(left, right, column)
  return { left: near, top: first, right: far, bottom: last }
}

const inner = (from: number, to: number, line: (at: number) => Line): [number, number] => {
  const first = from + frame(to - from, (depth) => line(from + depth))
  const last = to - frame(to - from, (depth) => line(to - 1 - depth))
  return last - first < keptShare * (to - from) ? [from, to] : [first, last]
}

/** Lines of frame from one side inwards. */
const frame = (length: number, line: (depth: number) => Line): number => {
  let depth = 0
  while (depth < length && line(depth).white) depth += 1
  if (depth === 0 || depth === length) return depth
  let edge = depth
  let steepest = 0
  for (let at = depth; at < Math.min(length, depth + block); at += 1) {
    const step = line(at - 1).mean - line(at).mean
    if (step > steepest) {
      edge = at
      steepest = step
    }
  }
  return edge
}
