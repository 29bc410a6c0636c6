import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bbox } from '../pipeline/types.ts'
import { bands, readingOrders } from './order.ts'

const grid = (rows: number, columns: number): Bbox[] =>
  Array.from(
    { length: rows * columns },
    (_, at): Bbox => [(at % columns) * 110, Math.floor(at / columns) * 90, 100, 80],
  )
const named = (boxes: Bbox[], labels = boxes.length) =>
  Object.fromEntries(readingOrders(boxes, labels).map(({ name, sequence }) => [name, sequence]))

test('a grid reads by rows and by columns', () => {
  const orders = named(grid(2, 3))
  expect(orders.rows).toEqual([0, 1, 2, 3, 4, 5])
  expect(orders.columns).toEqual([0, 3, 1, 4, 2, 5])
})

test('one row leaves one order with everything', () => {
  const [only, ...rest] = readingOrders(grid(1, 4), 4)
  expect(rest).toEqual([])
  expect(only?.prior).toBeCloseTo(1)
})

test('a tall panel beside a stack comes first, then the stack', () => {
  const boxes: Bbox[] = [
    [200, 0, 100, 95],
    [0, 0, 190, 200],
    [200, 105, 100, 95],
  ]
  expect(named(boxes).rows).toEqual([1, 0, 2])
})

test('blocks stay together', () => {
  const left = grid(2, 2)
  const right = left.map(([x, y, w, h]): Bbox => [x + 300, y, w, h])
  expect(named([...left, ...right]).blocks).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

test('ragged and slightly overlapping boxes still form rows', () => {
  const boxes: Bbox[] = [
    [0, 3, 100, 80],
    [98, 0, 100, 84],
    [2, 80, 96, 85],
    [101, 84, 95, 80],
  ]
  expect(bands(boxes, 'rows')).toHaveLength(2)
  expect(named(boxes).rows).toEqual([0, 1, 2, 3])
})

test('fewer labels than panels may take whole rows or columns', () => {
  const orders = readingOrders(grid(2, 3), 2)
  const rows = orders.find(({ name }) => name === 'whole rows')
  expect(rows?.opens).toEqual([true, false, false, true, false, false])
  expect(readingOrders(grid(2, 3), 6).every(({ opens }) => opens === null)).toBe(true)
})

test('every order is a permutation, whatever the boxes', () => {
  const box = fc.tuple(
    fc.nat(500),
    fc.nat(500),
    fc.integer({ min: 1, max: 300 }),
    fc.integer({ min: 1, max: 300 }),
  )
  fc.assert(
    fc.property(
      fc.array(box, { maxLength: 12 }),
      fc.integer({ min: 1, max: 8 }),
      (boxes, labels) => {
        for (const { sequence } of readingOrders(boxes, labels))
          expect([...sequence].sort((a, b) => a - b)).toEqual(boxes.map((_, at) => at))
      },
    ),
  )
})
