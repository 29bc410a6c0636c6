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
  /** Weights, `stride` an output pixel, 22-bit fixed point as in Pillow; three zeros end them. */
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
  const weights = new Int32Array(output * stride + 3)
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

/** The box as a picture of its own; mid-grey where it reaches beyond. */
const padded = (image: RawImage, [x0, y0, x1, y1]: Box): RawImage => {
  const [width, height] = [x1 - x0, y1 - y0]
  const data = Buffer.alloc(width * height * 3, outside)
  const [from, to] = [Math.max(0, x0), Math.min(image.width, x1)]
  for (let y = Math.max(0, y0); y < Math.min(image.height, y1) && from < to; y++) {
    const row = y * image.width
    data.set(
      image.data.subarray((row + from) * 3, (row + to) * 3),
      ((y - y0) * width + from - x0) * 3,
    )
  }
  return { width, height, channels: 3, data }
}

/**
 * Cuts integer box `box` (it may reach beyond the picture, where mid-grey lies) and warps it to
 * `width` x `height`, RGB. Separable triangle filter with 8-bit steps, like Pillow's
 * `resize(…, BILINEAR)`, so that training and inference see the same pixels (within one level).
 */
export const cropTo = (image: RawImage, box: Box, width: number, height: number): Uint8Array => {
  const [x0, y0, x1, y1] = box
  if (x0 < 0 || y0 < 0 || x1 > image.width || y1 > image.height)
    return cropTo(padded(image, box), [0, 0, x1 - x0, y1 - y0], width, height)
  const across = triangle(x1 - x0, width)
  const down = triangle(y1 - y0, height)
  const out = new Uint8Array(width * height * 3)
  const sums = new Int32Array((x1 - x0) * 3)
  const step = image.width * 3
  for (let y = 0; y < height; y++) {
    const count = down.counts[y] ?? 0
    let from = ((down.starts[y] ?? 0) + y0) * step + x0 * 3
    sums.fill(half)
    for (let k = 0; k < count; k += 4, from += 4 * step)
      addRows(image, from, sums, down.weights, y * down.stride + k, count - k)
    squeeze(sums, across, out, y * width * 3)
  }
  return out
}

/**
 * Adds up to four weighted rows at a time: passes over memory are what a crop costs. `Math.imul`
 * and `??` on typed arrays compile to bare integer operations.
 */
const addRows = (
  { data, width }: RawImage,
  from: number,
  sums: Int32Array,
  weights: Int32Array,
  first: number,
  count: number,
) => {
  const { length } = sums
  const from1 = from + width * 3
  const from2 = from1 + width * 3
  const from3 = from2 + width * 3
  const w0 = weights[first] ?? 0
  const w1 = weights[first + 1] ?? 0
  const w2 = weights[first + 2] ?? 0
  const w3 = weights[first + 3] ?? 0
  if (count === 1)
    for (let i = 0; i < length; i++) sums[i] = (sums[i] ?? 0) + Math.imul(w0, data[from + i] ?? 0)
  else if (count === 2)
    for (let i = 0; i < length; i++)
      sums[i] =
        (sums[i] ?? 0) + Math.imul(w0, data[from + i] ?? 0) + Math.imul(w1, data[from1 + i] ?? 0)
  else if (count === 3)
    for (let i = 0; i < length; i++)
      sums[i] =
        (sums[i] ?? 0) +
        Math.imul(w0, data[from + i] ?? 0) +
        Math.imul(w1, data[from1 + i] ?? 0) +
        Math.imul(w2, data[from2 + i] ?? 0)
  else
    for (let i = 0; i < length; i++)
      sums[i] =
        (sums[i] ?? 0) +
        Math.imul(w0, data[from + i] ?? 0) +
        Math.imul(w1, data[from1 + i] ?? 0) +
        Math.imul(w2, data[from2 + i] ?? 0) +
        Math.imul(w3, data[from3 + i] ?? 0)
}

/** One output row from the summed rows, each rounded to 8 bits as it is read. */
const squeeze = (
  sums: Int32Array,
  { starts, counts, weights, stride }: Filter,
  out: Uint8Array,
  begin: number,
) => {
  for (let x = 0, to = begin; x < starts.length; x++, to += 3) {
    const last = x * stride + (counts[x] ?? 0)
    let at = (starts[x] ?? 0) * 3
    let r = half
    let g = half
    let b = half
    for (let k = x * stride; k < last; k++, at += 3) {
      const weight = weights[k] ?? 0
      r = (r + Math.imul(weight, (sums[at] ?? 0) >> bits)) | 0
      g = (g + Math.imul(weight, (sums[at + 1] ?? 0) >> bits)) | 0
      b = (b + Math.imul(weight, (sums[at + 2] ?? 0) >> bits)) | 0
    }
    out[to] = r >> bits
    out[to + 1] = g >> bits
    out[to + 2] = b >> bits
  }
}
