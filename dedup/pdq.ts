/**
 * PDQ, the 256-bit perceptual hash of Facebook's ThreatExchange, written from its published
 * description: luma, a tent filter down to 64 × 64, the 16 × 16 lowest frequencies without the
 * constant one, each bit says whether a frequency lies above their median.
 *
 * Blind to crops: a border of 5 % cut away is another picture to it. Recompression, scaling,
 * greyscale and shifts of stain leave the hash within the radius of `search.ts`.
 */
import type { RawImage } from '../pipeline/types.ts'
import type { Region } from './pixels.ts'

/** 256 bits: eight words, row after row of frequencies, lowest bit first. */
export type Hash = Uint32Array

const size = 64
const kept = 16

/** Cosines of frequencies 1 to 16 over 64 samples. [16, 64] */
const cosines = Float64Array.from({ length: kept * size }, (_, at) => {
  const frequency = Math.floor(at / size) + 1
  const sample = at % size
  return Math.sqrt(2 / size) * Math.cos((Math.PI / 2 / size) * frequency * (2 * sample + 1))
})

export interface Pdq {
  hash: Hash
  /** 0 to 100 by the strength of edges at 64 × 64; below 50 the hash says little. */
  quality: number
}

export const pdqHash = (image: RawImage, region: Region): Pdq => {
  const small = shrink(image, region)
  return { hash: threshold(frequencies(small)), quality: edges(small) }
}

interface Plane {
  width: number
  height: number
  values: Float32Array
}

const luma = ({ data, width }: RawImage, { left, top, right, bottom }: Region): Plane => {
  // Large pictures are averaged in blocks first: the filter below needs about 256 samples a side.
  const across = Math.max(1, Math.floor((right - left) / 256))
  const down = Math.max(1, Math.floor((bottom - top) / 256))
  const columns = Math.floor((right - left) / across)
  const rows = Math.floor((bottom - top) / down)
  const values = new Float32Array(columns * rows)
  const share = 1 / (across * down)
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      let sum = 0
      for (let y = top + row * down; y < top + (row + 1) * down; y += 1) {
        let at = (y * width + left + column * across) * 3
        for (let x = 0; x < across; x += 1, at += 3)
          sum += 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)
      }
      values[row * columns + column] = sum * share
    }
  return { width: columns, height: rows, values }
}

/**
 * Averages lines of `length` samples down to 64 values each, under a tent as wide as two box
 * filters of 1/128 of the line make. The tent is centred on each cell, so that a mirrored line
 * gives the mirrored values.
 */
const shorten = (
  values: Float32Array,
  { count, length, line, step }: { count: number; length: number; line: number; step: number },
): Float32Array => {
  const out = new Float32Array(count * size)
  const reach = Math.max(1, length / (2 * size))
  for (let cell = 0; cell < size; cell += 1) {
    const centre = ((cell + 0.5) * length) / size - 0.5
    const first = Math.max(0, Math.ceil(centre - reach))
    const last = Math.min(length - 1, Math.floor(centre + reach))
    const weights: number[] = []
    for (let at = first; at <= last; at += 1) weights.push(1 - Math.abs(at - centre) / reach)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    for (let index = 0; index < count; index += 1) {
      let sum = 0
      for (let at = first; at <= last; at += 1)
        sum += (values[index * line + at * step] ?? 0) * (weights[at - first] ?? 0)
      out[index * size + cell] = sum / total
    }
  }
  return out
}

/** 64 × 64 luma, row after row. */
const shrink = (image: RawImage, region: Region): Float32Array => {
  const { width, height, values } = luma(image, region)
  // [height, 64], then its columns: [64 columns, 64 rows], turned back.
  const narrow = shorten(values, { count: height, length: width, line: width, step: 1 })
  const turned = shorten(narrow, { count: size, length: height, line: 1, step: size })
  return Float32Array.from(
    turned,
    (_, at) => turned[(at % size) * size + Math.floor(at / size)] ?? 0,
  )
}

const frequencies = (small: Float32Array): Float64Array => {
  const half = new Float64Array(kept * size)
  for (let row = 0; row < kept; row += 1)
    for (let column = 0; column < size; column += 1) {
      let sum = 0
      for (let at = 0; at < size; at += 1)
        sum += (cosines[row * size + at] ?? 0) * (small[at * size + column] ?? 0)
      half[row * size + column] = sum
    }
  const out = new Float64Array(kept * kept)
  for (let row = 0; row < kept; row += 1)
    for (let column = 0; column < kept; column += 1) {
      let sum = 0
      for (let at = 0; at < size; at += 1)
        sum += (half[row * size + at] ?? 0) * (cosines[column * size + at] ?? 0)
      out[row * kept + column] = sum
    }
  return out
}

const threshold = (spectrum: Float64Array): Hash => {
  const sorted = Float64Array.from(spectrum).sort()
  const median = ((sorted[127] ?? 0) + (sorted[128] ?? 0)) / 2
  const hash = new Uint32Array(8)
  for (let bit = 0; bit < 256; bit += 1)
    if ((spectrum[bit] ?? 0) > median)
      hash[bit >> 5] = ((hash[bit >> 5] ?? 0) | (1 << (bit & 31))) >>> 0
  return hash
}

/** Sum of the steps between neighbours in percent of the range, over 90, at most 100. */
const edges = (small: Float32Array): number => {
  let sum = 0
  const step = (a: number, b: number) =>
    Math.trunc((Math.abs((small[a] ?? 0) - (small[b] ?? 0)) * 100) / 255)
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) {
      const at = row * size + column
      if (row + 1 < size) sum += step(at, at + size)
      if (column + 1 < size) sum += step(at, at + 1)
    }
  return Math.min(100, Math.floor(sum / 90))
}

export const toHex = (hash: Hash): string =>
  [...hash].map((word) => word.toString(16).padStart(8, '0')).join('')

export const fromHex = (hex: string): Hash =>
  Uint32Array.from({ length: 8 }, (_, word) =>
    Number.parseInt(hex.slice(word * 8, word * 8 + 8), 16),
  )
