import type { Hash } from './pdq.ts'

/** PDQ's own recommendation: up to 31 of 256 bits apart is the same picture. */
export const hashRadius = 31

export interface Neighbour {
  /** Position in the order of `add`. */
  id: number
  distance: number
}

const bands = 16
const bandValues = 1 << 16

export const hamming = (a: Hash, b: Hash): number => {
  let sum = 0
  for (let word = 0; word < 8; word += 1) sum += ones((a[word] ?? 0) ^ (b[word] ?? 0))
  return sum
}

const ones = (word: number): number => {
  let value = word - ((word >>> 1) & 0x55555555)
  value = (value & 0x33333333) + ((value >>> 2) & 0x33333333)
  return Math.imul((value + (value >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

const bandOf = (words: Uint32Array, base: number, band: number) =>
  ((words[base + (band >> 1)] ?? 0) >>> ((band & 1) * 16)) & 0xffff

/**
 * Exact search within {@link hashRadius} by multi-index hashing: of two hashes at most 31 bits
 * apart, one of 16 bands of 16 bits differs by at most one bit, so 17 look-ups a band find all.
 */
export const createHashIndex = () => {
  let capacity = 1024
  let size = 0
  let words = new Uint32Array(capacity * 8)
  // One chain of ids for each value of each band: `heads` starts it, `next` goes on; -1 ends it.
  const heads = new Int32Array(bands * bandValues).fill(-1)
  let next = new Int32Array(capacity * bands)
  let seen = new Uint32Array(capacity)
  let turn = 0

  const grow = () => {
    capacity *= 2
    const [oldWords, oldNext, oldSeen] = [words, next, seen]
    words = new Uint32Array(capacity * 8)
    next = new Int32Array(capacity * bands)
    seen = new Uint32Array(capacity)
    words.set(oldWords)
    next.set(oldNext)
    seen.set(oldSeen)
  }

  return {
    get size() {
      return size
    },
    /** @returns the id under which `search` reports this hash. */
    add(hash: Hash): number {
      if (size === capacity) grow()
      words.set(hash, size * 8)
      for (let band = 0; band < bands; band += 1) {
        const head = band * bandValues + bandOf(words, size * 8, band)
        next[size * bands + band] = heads[head] ?? -1
        heads[head] = size
      }
      size += 1
      return size - 1
    },
    /** All hashes within the radius, by id. */
    search(hash: Hash, radius: number = hashRadius): Neighbour[] {
      const reach = Math.min(radius, hashRadius)
      const found: Neighbour[] = []
      turn += 1
      for (let band = 0; band < bands; band += 1) {
        const value = bandOf(hash, 0, band)
        for (let flipped = -1; flipped < 16; flipped += 1) {
          const probe = flipped < 0 ? value : value ^ (1 << flipped)
          let id = heads[band * bandValues + probe] ?? -1
          while (id >= 0) {
            if (seen[id] !== turn) {
              seen[id] = turn
              let distance = 0
              const base = id * 8
              for (let word = 0; word < 8 && distance <= reach; word += 1)
                distance += ones((hash[word] ?? 0) ^ (words[base + word] ?? 0))
              if (distance <= reach) found.push({ id, distance })
            }
            id = next[id * bands + band] ?? -1
          }
        }
      }
      return found.sort((a, b) => a.id - b.id)
    },
  }
}

export type HashIndex = ReturnType<typeof createHashIndex>
