import { expect, test } from 'vitest'
import { f1 } from './boxes.ts'
import { scorePairs } from './pairs.ts'

const truth = [
  { bbox: [0, 0, 10, 10] as const, captions: ['Liver with fat', 'Fatty liver'] },
  { bbox: [20, 0, 10, 10] as const, captions: ['Spleen'] },
]

test('a pair needs its box and its words', () => {
  const scored = scorePairs(
    [
      { bbox: [0, 0, 10, 9], caption: 'fatty liver', score: 0.9 },
      { bbox: [20, 0, 10, 10], caption: 'Kidney', score: 0.8 },
      { bbox: [40, 0, 10, 10], caption: 'Spleen', score: 0.7 },
    ],
    truth,
  )
  expect(scored).toMatchObject({ right: 1, found: 3, truth: 2 })
  expect(scored.boxes).toEqual({ right: 2, found: 3, truth: 2 })
  expect(scored.given).toEqual([0, 1, null])
  expect(f1([scored])).toBeCloseTo(2 / 5)
})

test('a caption of just 0.8 is right', () => {
  const found = (caption: string) => [{ bbox: [0, 0, 10, 10] as const, caption, score: 1 }]
  const one = [{ bbox: [0, 0, 10, 10] as const, captions: ['fat fat liver'] }]
  expect(scorePairs(found('fat liver'), one).right).toBe(1)
  expect(scorePairs(found('fat'), one).right).toBe(0)
})
