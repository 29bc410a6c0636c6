import fc from 'fast-check'
import { expect, test } from 'vitest'
import { captionSimilarity, minHash, minHashKeys, minHashSimilarity, sameCaption } from './text.ts'

const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `word${from + at}`).join(' ')

test('one word changed in a caption of 60 keeps it the same', () => {
  const changed = `${words(0, 30)} other ${words(31, 60)}`
  expect(captionSimilarity(words(0, 60), changed)).toBeGreaterThan(0.89)
})

test('case, punctuation, widths and spaces do not count', () => {
  expect(captionSimilarity('H&E stain, ×40 (ﬁne).', 'h&e  STAIN ×40 fine')).toBe(1)
})

test('captions of other panels with a shared beginning are not the same', () => {
  const shared = 'Immunohistochemical staining of the resected specimen'
  expect(
    captionSimilarity(`${shared}. CD20 is positive.`, `${shared}. CD3 is negative.`),
  ).toBeLessThan(sameCaption)
})

test('short and empty captions are compared whole', () => {
  expect(captionSimilarity('H&E', 'h&e')).toBe(1)
  expect(captionSimilarity('H&E', 'PAS')).toBe(0)
  expect(captionSimilarity('', '')).toBe(1)
  expect(captionSimilarity('', 'H&E')).toBe(0)
})

test('MinHash estimates the Jaccard index', () => {
  for (const shift of [0, 3, 8, 20, 60]) {
    const [a, b] = [words(0, 120), words(shift, 120 + shift)]
    const estimate = minHashSimilarity(minHash(a), minHash(b))
    expect(Math.abs(estimate - captionSimilarity(a, b))).toBeLessThan(0.15)
  }
})

test('near copies share a key, strangers do not', () => {
  const keys = new Set(minHashKeys(minHash(words(0, 100))))
  const near = minHashKeys(minHash(`${words(0, 50)} new ${words(51, 100)}`))
  expect(near.some((key) => keys.has(key))).toBe(true)
  const far = minHashKeys(minHash(words(200, 300)))
  expect(far.some((key) => keys.has(key))).toBe(false)
})

test('similarity is symmetric and within bounds', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      const value = captionSimilarity(a, b)
      expect(value).toBe(captionSimilarity(b, a))
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(1)
      expect(captionSimilarity(a, a)).toBe(1)
    }),
  )
})
