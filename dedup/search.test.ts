import { expect, test } from 'vitest'
import type { Hash } from './pdq.ts'
import { randomFrom } from './sample.ts'
import { createHashIndex, hamming, hashRadius } from './search.ts'

const random = randomFrom(11)
const randomHash = (): Hash => Uint32Array.from({ length: 8 }, () => random() * 2 ** 32)
const flip = (hash: Hash, count: number): Hash => {
  const out = hash.slice()
  const bits = new Set<number>()
  while (bits.size < count) bits.add(Math.floor(random() * 256))
  for (const bit of bits) out[bit >> 5] = ((out[bit >> 5] ?? 0) ^ (1 << (bit & 31))) >>> 0
  return out
}

test('counts the bits that differ', () => {
  const hash = randomHash()
  for (const count of [0, 1, 31, 200, 256]) expect(hamming(hash, flip(hash, count))).toBe(count)
})

test('finds what brute force finds', () => {
  const hashes: Hash[] = []
  for (let family = 0; family < 400; family += 1) {
    const centre = randomHash()
    for (const count of [0, 5, 15, 16, 24, 31]) hashes.push(flip(centre, count))
  }
  const index = createHashIndex()
  for (const hash of hashes) index.add(hash)
  expect(index.size).toBe(hashes.length)
  let close = 0
  for (let query = 0; query < 400; query += 1) {
    const hash = flip(hashes[query * 6] ?? randomHash(), query % 40)
    const brute = hashes
      .map((other, id) => ({ id, distance: hamming(hash, other) }))
      .filter(({ distance }) => distance <= hashRadius)
    close += brute.length
    expect(index.search(hash)).toEqual(brute)
  }
  expect(close).toBeGreaterThan(500)
})

test('the farthest neighbour, spread evenly over the bands, is found', () => {
  const centre = randomHash()
  const spread = centre.slice()
  // 31 bits: one in one band, two in each of the other fifteen.
  for (let band = 0; band < 16; band += 1)
    for (let count = 0; count < (band === 9 ? 1 : 2); count += 1)
      spread[band >> 1] = ((spread[band >> 1] ?? 0) ^ (1 << ((band & 1) * 16 + count * 7))) >>> 0
  const index = createHashIndex()
  index.add(centre)
  expect(index.search(spread)).toEqual([{ id: 0, distance: 31 }])
})

test('a smaller radius narrows the answer', () => {
  const centre = randomHash()
  const index = createHashIndex()
  for (const count of [0, 4, 12, 30]) index.add(flip(centre, count))
  expect(index.search(centre, 12).map(({ id }) => id)).toEqual([0, 1, 2])
})
