import type { Hash } from './pdq.ts'

/**
 * Hashes of the picture turned and mirrored, read off its own: a transposed picture has a
 * transposed spectrum; a mirrored one has the odd frequencies of that axis negated, and a negated
 * frequency falls on the other side of the median. The median itself moves a little, which costs
 * a few bits of the radius (measured by `bench/dedup.ts`) and saves storing eight hashes a panel.
 * A canonical smallest variant would not do: it flips under noise.
 */
export const dihedral = (hash: Hash): Hash[] => {
  const transposed = transpose(hash)
  return [hash, transposed].flatMap((base) =>
    signs.map((mask) => base.map((word, at) => (word ^ (mask[at] ?? 0)) >>> 0)),
  )
}

const hasBit = (hash: Hash, bit: number) => (((hash[bit >> 5] ?? 0) >>> (bit & 31)) & 1) === 1

const bits = (is: (row: number, column: number) => boolean): Hash => {
  const out = new Uint32Array(8)
  for (let bit = 0; bit < 256; bit += 1)
    if (is(bit >> 4, bit & 15)) out[bit >> 5] = ((out[bit >> 5] ?? 0) | (1 << (bit & 31))) >>> 0
  return out
}

const transpose = (hash: Hash): Hash => bits((row, column) => hasBit(hash, column * 16 + row))

// Row and column 0 hold frequency 1: even indices are the odd frequencies.
const flipRows = bits((row) => row % 2 === 0)
const flipColumns = bits((_, column) => column % 2 === 0)
const signs: Hash[] = [
  new Uint32Array(8),
  flipRows,
  flipColumns,
  flipRows.map((word, at) => (word ^ (flipColumns[at] ?? 0)) >>> 0),
]
