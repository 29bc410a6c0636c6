import type { RawImage } from '../../pipeline/types.ts'
import type { Box } from '../boxes.ts'

/** A connected mark of one tone, with its own mask. */
export interface Mark {
  box: Box
  tone: 'dark' | 'light'
  /** Row-major, `width * height` of the box, 1 where the mark is. */
  mask: Uint8Array
}

/** Letters are printed dark on pale or pale on dark; greys between are the picture itself. */
const dark = 130
const light = 225
const smallest = 7
const largest = 90

/** Connected marks (8 neighbours) of a letter's size in a window of a picture. */
export const findMarks = (image: RawImage, [x0, y0, x1, y1]: Box): Mark[] => {
  const width = x1 - x0
  const height = y1 - y0
  if (width < 3 || height < smallest) return []
  const tones = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = ((y0 + y) * image.width + x0 + x) * 3
      const [r = 0, g = 0, b = 0] = [image.data[at], image.data[at + 1], image.data[at + 2]]
      if (Math.max(r, g, b) <= dark) tones[y * width + x] = 1
      else if (Math.min(r, g, b) >= light) tones[y * width + x] = 2
    }
  const seen = new Uint8Array(width * height)
  const marks: Mark[] = []
  for (let start = 0; start < tones.length; start += 1) {
    const tone = tones[start]
    if (!tone || seen[start]) continue
    const mark = flood(tones, seen, start, tone, width, height)
    if (mark) marks.push({ ...mark, box: shift(mark.box, x0, y0) })
  }
  return marks
}

const shift = ([x0, y0, x1, y1]: Box, x: number, y: number): Box => [x0 + x, y0 + y, x1 + x, y1 + y]

const flood = (
  tones: Uint8Array,
  seen: Uint8Array,
  start: number,
  tone: number,
  width: number,
  height: number,
): Mark | null => {
  const pixels = [start]
  seen[start] = 1
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let next = 0; next < pixels.length; next += 1) {
    const at = pixels[next] ?? 0
    const x = at % width
    const y = (at - x) / width
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
    for (let dy = -1; dy <= 1; dy += 1)
      for (let dx = -1; dx <= 1; dx += 1) {
        const [nx, ny] = [x + dx, y + dy]
        if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue
        const neighbour = ny * width + nx
        if (seen[neighbour] || tones[neighbour] !== tone) continue
        seen[neighbour] = 1
        pixels.push(neighbour)
      }
  }
  const size = [right - left + 1, bottom - top + 1] as const
  if (size[1] < smallest || size[1] > largest || size[0] < 2 || size[0] > 1.5 * size[1]) return null
  // What touches the window's edge goes on outside it.
  if (left === 0 || top === 0 || right === width - 1 || bottom === height - 1) return null
  const mask = new Uint8Array(size[0] * size[1])
  for (const at of pixels) {
    const x = at % width
    mask[((at - x) / width - top) * size[0] + x - left] = 1
  }
  return { box: [left, top, right + 1, bottom + 1], tone: tone === 1 ? 'dark' : 'light', mask }
}
