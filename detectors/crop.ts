import type { RawImage } from '../pipeline/types.ts'
import type { Box } from './boxes.ts'

/** Grey that stands for "beyond the picture" in a crop. */
const outside = 128

/**
 * Widens a box by `context` of its size on each side and rounds outwards.
 * Same rounding as `crop` in trainer/curation/detector/crops.py.
 */
export const withContext = ([x0, y0, x1, y1]: Box, context: number): Box => {
  const dx = (x1 - x0) * context
  const dy = (y1 - y0) * context
  return [Math.floor(x0 - dx), Math.floor(y0 - dy), Math.ceil(x1 + dx), Math.ceil(y1 + dy)]
}

interface Filter {
  /** First source pixel of each output pixel. */
  starts: Int32Array
  /** Number of taps of each output pixel. */
  counts: Int32Array
  /** Weights, `stride` an output pixel, 22-bit fixed point as in Pillow. */
  weights: Int32Array
  stride: number
}

const bits = 22
const half = 1 << (bits - 1)

/** Triangle filter that widens when shrinking (Pillow's BILINEAR). */
const triangle = (input: number, output: number): Filter => {
  const scale = input / output
  const support = Math.max(1, scale)
  const stride = Math.ceil(support) * 2 + 1
  const starts = new Int32Array(output)
  const counts = new Int32Array(output)
  const weights = new Int32Array(output * stride)
  const row = new Float64Array(stride)
  for (let i = 0; i < output; i++) {
    const centre = (i + 0.5) * scale
    const first = Math.max(0, Math.trunc(centre - support + 0.5))
    const last = Math.min(input, Math.trunc(centre + support + 0.5))
    let sum = 0
    for (let j = first; j < last; j++) {
      const weight = Math.max(0, 1 - Math.abs((j - centre + 0.5) / support))
      row[j - first] = weight
      sum += weight
    }
    starts[i] = first
    counts[i] = last - first
    for (let j = 0; j < last - first; j++)
      weights[i * stride + j] = Math.round(((row[j] ?? 0) / (sum || 1)) * (1 << bits))
  }
  return { starts, counts, weights, stride }
}

const clip = (value: number) => (value < 0 ? 0 : Math.min(value, 255))

/**
 * Cuts integer box `box` (it may reach beyond the picture, where mid-grey lies) and warps it to
 * `width` x `height`, RGB. Separable triangle filter with 8-bit steps, like Pillow's
 * `resize(…, BILINEAR)`, so that training and inference see the same pixels (within one level).
 */
export const cropTo = (image: RawImage, box: Box, width: number, height: number): Uint8Array => {
  const [x0, y0, x1, y1] = box
  const across = triangle(x1 - x0, width)
  const down = triangle(y1 - y0, height)
  const within = x0 >= 0 && x1 <= image.width
  const { data } = image
  const rows = new Uint8Array((y1 - y0) * width * 3)
  for (let y = 0; y < y1 - y0; y++) {
    const source = y0 + y
    const target = y * width * 3
    if (source < 0 || source >= image.height) {
      rows.fill(outside, target, target + width * 3)
      continue
    }
    const base = (source * image.width + x0) * 3
    for (let x = 0; x < width; x++) {
      const start = across.starts[x] ?? 0
      const count = across.counts[x] ?? 0
      const offset = x * across.stride
      let r = half
      let g = half
      let b = half
      if (within)
        for (let k = 0, at = base + start * 3; k < count; k++, at += 3) {
          const weight = across.weights[offset + k] ?? 0
          r += weight * (data[at] ?? 0)
          g += weight * (data[at + 1] ?? 0)
          b += weight * (data[at + 2] ?? 0)
        }
      else
        for (let k = 0; k < count; k++) {
          const weight = across.weights[offset + k] ?? 0
          const column = x0 + start + k
          const beyond = column < 0 || column >= image.width
          const at = base + (start + k) * 3
          r += weight * (beyond ? outside : (data[at] ?? 0))
          g += weight * (beyond ? outside : (data[at + 1] ?? 0))
          b += weight * (beyond ? outside : (data[at + 2] ?? 0))
        }
      rows[target + x * 3] = clip(r >> bits)
      rows[target + x * 3 + 1] = clip(g >> bits)
      rows[target + x * 3 + 2] = clip(b >> bits)
    }
  }
  const out = new Uint8Array(width * height * 3)
  const span = width * 3
  const sums = new Int32Array(span)
  for (let y = 0; y < height; y++) {
    const start = down.starts[y] ?? 0
    const count = down.counts[y] ?? 0
    sums.fill(half)
    for (let k = 0; k < count; k++) {
      const weight = down.weights[y * down.stride + k] ?? 0
      const base = (start + k) * span
      for (let i = 0; i < span; i++) sums[i] = (sums[i] ?? 0) + weight * (rows[base + i] ?? 0)
    }
    for (let i = 0; i < span; i++) out[y * span + i] = clip((sums[i] ?? 0) >> bits)
  }
  return out
}
