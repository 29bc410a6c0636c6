import { expect, test } from 'vitest'
import type { Bbox } from '../../../pipeline/types.ts'
import {
  around,
  averagePrecision,
  byOverlap,
  byScore,
  f1,
  overlap,
  precision,
  recall,
  shareInside,
} from './boxes.ts'

test('overlap is intersection over union', () => {
  expect(overlap([0, 0, 10, 10], [5, 0, 10, 10])).toBeCloseTo(50 / 150)
  expect(overlap([0, 0, 10, 10], [10, 0, 10, 10])).toBe(0)
  expect(shareInside([5, 0, 10, 10], [0, 0, 10, 10])).toBe(0.5)
  expect(
    around([
      [2, 3, 4, 5],
      [10, 1, 1, 1],
    ]),
  ).toEqual([2, 1, 9, 7])
})

test('a true box is taken once, by the surer prediction', () => {
  const truth: Bbox[] = [[0, 0, 10, 10]]
  const found = [
    { bbox: [0, 0, 10, 9] as const, score: 0.6 },
    { bbox: [0, 0, 10, 6] as const, score: 0.9 },
    { bbox: [20, 20, 5, 5] as const, score: 0.8 },
  ]
  expect(byScore(found, truth)).toEqual([null, 0, null])
})

test('without scores the closest pairs go first', () => {
  const truth: Bbox[] = [[0, 0, 10, 10]]
  expect(
    byOverlap(
      [
        [0, 0, 10, 6],
        [0, 0, 10, 9],
      ],
      truth,
    ),
  ).toEqual([null, 0])
})

test('average precision of a ranked list by hand', () => {
  // Recall 1/3 at precision 1, 2/3 at 2/3, and the third box is never found.
  const hits = [
    { score: 0.9, hit: true },
    { score: 0.8, hit: false },
    { score: 0.7, hit: true },
  ]
  expect(averagePrecision([{ hits, truth: 3 }])).toBeCloseTo((1 + 2 / 3) / 3)
})

test('equal scores are one step, precision is made monotone, figures are ranked together', () => {
  const equal = [
    { score: 0.5, hit: true },
    { score: 0.5, hit: false },
  ]
  expect(averagePrecision([{ hits: equal, truth: 1 }])).toBe(0.5)
  // Precision 0, then 1/2, 2/3: the monotone envelope is 2/3 throughout.
  expect(
    averagePrecision([
      { hits: [{ score: 0.9, hit: false }], truth: 0 },
      {
        hits: [
          { score: 0.8, hit: true },
          { score: 0.7, hit: true },
        ],
        truth: 2,
      },
    ]),
  ).toBeCloseTo(2 / 3)
  expect(averagePrecision([{ hits: [], truth: 0 }])).toBeNaN()
})

test('precision, recall and F1 add counts up before they divide', () => {
  const figures = [
    { right: 2, found: 2, truth: 4 },
    { right: 1, found: 4, truth: 1 },
  ]
  expect(precision(figures)).toBe(0.5)
  expect(recall(figures)).toBeCloseTo(3 / 5)
  expect(f1(figures)).toBeCloseTo(6 / 11)
})
