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

/** A channel this bright is paper, not slide background, which scanners leave at 225 to 245. */
const paper = 248
/** Share of a line that must be paper; the rest is JPEG noise or a tick of a scale. */
const paperShare = 0.98
/** A frame leaves at least this share of each side, or the picture itself is pale. */
const keptShare = 0.4

/**
 * Cuts a white frame off, so that the same picture has the same hash with and without one. A
 * picture that is nearly all white stays as it is.
 */
export const trimFrame = (image: RawImage, region: Region): Region => {
  const { data, width } = image
  const white = (x: number, y: number) => {
    const at = (y * width + x) * 3
    return (data[at] ?? 0) >= paper && (data[at + 1] ?? 0) >= paper && (data[at + 2] ?? 0) >= paper
  }
  const { left, top, right, bottom } = region
  const whiteRow = (y: number) => {
    let count = 0
    for (let x = left; x < right; x += 1) if (white(x, y)) count += 1
    return count >= paperShare * (right - left)
  }
  const whiteColumn = (x: number) => {
    let count = 0
    for (let y = top; y < bottom; y += 1) if (white(x, y)) count += 1
    return count >= paperShare * (bottom - top)
  }
  const [first, last] = inner(top, bottom, whiteRow)
  const [near, far] = inner(left, right, whiteColumn)
  return { left: near, top: first, right: far, bottom: last }
}

const inner = (from: number, to: number, white: (at: number) => boolean): [number, number] => {
  let first = from
  let last = to
  while (first < last && white(first)) first += 1
  while (last > first && white(last - 1)) last -= 1
  return last - first < keptShare * (to - from) ? [from, to] : [first, last]
}
