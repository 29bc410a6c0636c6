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
  const line = new Uint8Array((x1 - x0) * 3)
  for (let y = 0; y < height; y++) {
    squeeze(image, ((down.starts[y] ?? 0) + y0) * image.width + x0, down, y, line)
    let to = y * width * 3
    for (let x = 0; x < width; x++, to += 3) {
      const first = x * across.stride
      const last = first + (across.counts[x] ?? 0)
      let at = (across.starts[x] ?? 0) * 3
      let r = half
      let g = half
      let b = half
      for (let k = first; k < last; k++, at += 3) {
        const weight = across.weights[k] ?? 0
        r += weight * (line[at] ?? 0)
        g += weight * (line[at + 1] ?? 0)
        b += weight * (line[at + 2] ?? 0)
      }
      out[to] = r >> bits
      out[to + 1] = g >> bits
      out[to + 2] = b >> bits
    }
  }
  return out
}

/**
 * One output row before it is squeezed across: the weighted sum of source rows from pixel `from` on.
 * Up to four rows are summed at once: this loop and the one above are a fifth of the detector's time.
 */
const squeeze = (image: RawImage, from: number, down: Filter, y: number, line: Uint8Array) => {
  const { data } = image
  const step = image.width * 3
  const count = down.counts[y] ?? 0
  const first = y * down.stride
  const at0 = from * 3
  if (count > 4) {
    for (let i = 0; i < line.length; i++) {
      let sum = half
      for (let k = 0, at = at0 + i; k < count; k++, at += step)
        sum += (down.weights[first + k] ?? 0) * (data[at] ?? 0)
      line[i] = sum >> bits
    }
    return
  }
  const weight = (k: number) => (k < count ? (down.weights[first + k] ?? 0) : 0)
  const [w0, w1, w2, w3] = [weight(0), weight(1), weight(2), weight(3)]
  const at1 = count > 1 ? at0 + step : at0
  const at2 = count > 2 ? at1 + step : at1
  const at3 = count > 3 ? at2 + step : at2
  if (count <= 2)
    for (let i = 0; i < line.length; i++)
      line[i] = (half + w0 * (data[at0 + i] ?? 0) + w1 * (data[at1 + i] ?? 0)) >> bits
  else
    for (let i = 0; i < line.length; i++)
      line[i] =
        (half +
          w0 * (data[at0 + i] ?? 0) +
          w1 * (data[at1 + i] ?? 0) +
          w2 * (data[at2 + i] ?? 0) +
          w3 * (data[at3 + i] ?? 0)) >>
        bits
}
