import type { RawImage } from '../../pipeline/types.ts'
import { cropTo } from '../crop.ts'
import type { Mark, Tone } from './marks.ts'

/** Pixels on a side of what the reader sees. */
export const side = 24
/** A mark and its rim fill so many of them along the longer side, as in training. */
const filled = 22
/** Ink and ground closer than this in brightness say nothing about edges. */
const faint = 20

/**
 * A mark as the reader sees it: `side * side`, 0 ground to 1 ink, aspect kept, centred. Edges keep
 * their greys, which tell small letters apart: the ground is the mean around the mark, the ink its
 * extreme, and what is not within a pixel of the mark is left out.
 * `soften` and `normalise` of trainer/curation/detector/train_letters.py.
 */
export const shapeOf = (image: RawImage, mark: Mark): Float32Array => {
  const { pixels, width, height } = soften(image, mark)
  const scale = filled / Math.max(width, height)
  const columns = Math.max(1, Math.round(width * scale))
  const rows = Math.max(1, Math.round(height * scale))
  const grey: RawImage = { width, height, channels: 3, data: pixels }
  const small = cropTo(grey, [0, 0, width, height], columns, rows)
  const out = new Float32Array(side * side)
  const top = (side - rows) >> 1
  const left = (side - columns) >> 1
  for (let y = 0; y < rows; y += 1)
    for (let x = 0; x < columns; x += 1)
      out[(top + y) * side + left + x] = (small[(y * columns + x) * 3] ?? 0) / 255
  return out
}

/** How bright ink of a tone would call a pixel; the ink of vivid marks is their colour. */
const brightness = (tone: Tone, r: number, g: number, b: number): number => {
  if (tone === 'light') return Math.min(r, g, b)
  return tone === 'dark' ? Math.max(r, g, b) : 255 - Math.max(r, g, b) + Math.min(r, g, b)
}

/** The box of a mark widened by 1 px, as grey RGB pixels. */
const soften = (image: RawImage, { box: [x0, y0, x1, y1], mask, tone }: Mark) => {
  const [width, height] = [x1 - x0 + 4, y1 - y0 + 4]
  const values = new Float32Array(width * height)
  const near = new Uint8Array(width * height)
  const pale = tone === 'light'
  let [ink, ground, count] = [pale ? 0 : 255, 0, 0]
  for (let y = 0; y < y1 - y0; y += 1)
    for (let x = 0; x < x1 - x0; x += 1)
      if (mask[y * (x1 - x0) + x])
        for (let row = y + 1; row <= y + 3; row += 1)
          near.fill(1, row * width + x + 1, row * width + x + 4)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const row = Math.min(image.height - 1, Math.max(0, y0 - 2 + y))
      const column = Math.min(image.width - 1, Math.max(0, x0 - 2 + x))
      const at = (row * image.width + column) * 3
      const [r = 0, g = 0, b = 0] = [image.data[at], image.data[at + 1], image.data[at + 2]]
      const value = brightness(tone, r, g, b)
      values[y * width + x] = value
      if (!near[y * width + x]) {
        ground += value
        count += 1
      } else if (x > 1 && y > 1 && mask[(y - 2) * (x1 - x0) + x - 2] && x < width - 2)
        ink = pale ? Math.max(ink, value) : Math.min(ink, value)
    }
  ground = count > 0 ? ground / count : pale ? 0 : 255
  const hard = Math.abs(ground - ink) < faint
  const pixels = Buffer.alloc((width - 2) * (height - 2) * 3)
  for (let y = 1; y < height - 1; y += 1)
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x
      if (!near[at]) continue
      const on = x > 1 && y > 1 && x < width - 2 && y < height - 2
      const flat = on && mask[(y - 2) * (x1 - x0) + x - 2] ? 1 : 0
      const soft = (ground - (values[at] ?? 0)) / (ground - ink)
      const grey = Math.trunc(255 * (hard ? flat : Math.min(1, Math.max(0, soft))))
      const to = ((y - 1) * (width - 2) + x - 1) * 3
      pixels.fill(grey, to, to + 3)
    }
  return { pixels, width: width - 2, height: height - 2 }
}
