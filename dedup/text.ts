/**
 * How alike two captions are: Jaccard index of their sets of three words in a row. One word
 * changed in a caption of 60 leaves 0.9; five words in a row would leave 0.84 and lose captions
 * that differ in a figure number and a verb.
 */

/** From this Jaccard index on, two captions are the same. */
export const sameCaption = 0.8

const wordsOf = (caption: string): string[] =>
  caption
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** Sets of three words in a row; a shorter caption is one shingle. */
export const shingles = (caption: string, length = 3): Set<string> => {
  const words = wordsOf(caption)
  if (words.length <= length) return new Set(words.length === 0 ? [] : [words.join(' ')])
  return new Set(
    Array.from({ length: words.length - length + 1 }, (_, at) =>
      words.slice(at, at + length).join(' '),
    ),
  )
}

/** Jaccard index, 0 to 1; two empty sets are equal. */
export const jaccard = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  if (a.size === 0 && b.size === 0) return 1
  let shared = 0
  for (const item of a) if (b.has(item)) shared += 1
  return shared / (a.size + b.size - shared)
}

export const captionSimilarity = (a: string, b: string): number => jaccard(shingles(a), shingles(b))

/** FNV-1a over UTF-16 units with a final mix: fast, and good enough for minima. */
const hashText = (text: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return mix(hash)
}

const mix = (value: number): number => {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** 14 bands of 8 rows: a pair at Jaccard 0.8 meets in a band with probability 0.92, one at 0.4 in 1 of 100. */
export const minHashShape = { bands: 14, rows: 8 } as const
const hashes = minHashShape.bands * minHashShape.rows

/** MinHash signature: the share of equal entries estimates the Jaccard index. [112] */
export const minHash = (caption: string): Uint32Array => {
  const signature = new Uint32Array(hashes).fill(0xffffffff)
  for (const shingle of shingles(caption)) {
    const base = hashText(shingle)
    for (let at = 0; at < hashes; at += 1) {
      const value = mix((base ^ Math.imul(at + 1, 0x9e3779b1)) >>> 0)
      if (value < (signature[at] ?? 0)) signature[at] = value
    }
  }
  return signature
}

export const minHashSimilarity = (a: Uint32Array, b: Uint32Array): number => {
  let equal = 0
  for (let at = 0; at < hashes; at += 1) if (a[at] === b[at]) equal += 1
  return equal / hashes
}

/** One key a band: captions that share a key are candidates for {@link captionSimilarity}. */
export const minHashKeys = (signature: Uint32Array): string[] =>
  Array.from({ length: minHashShape.bands }, (_, band) => {
    const rows = signature.subarray(band * minHashShape.rows, (band + 1) * minHashShape.rows)
    return `${band}:${rows.join('.')}`
  })
