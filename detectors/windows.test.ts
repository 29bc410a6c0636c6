import { expect, test } from 'vitest'
import { isCut, windowsOf } from './windows.ts'

test('four windows cover a figure, two a long and narrow one, and neighbours overlap', () => {
  const windows = windowsOf(900, 600)
  expect(windows).toHaveLength(4)
  expect(windowsOf(300, 900)).toEqual([
    [0, 0, 300, 603],
    [0, 297, 300, 900],
  ])
  expect(Math.max(...windows.map(([, , right]) => right))).toBe(900)
  expect(Math.max(...windows.map(([, , , bottom]) => bottom))).toBe(600)
})

test('a box is cut at an inner edge of its window, not at the edge of the figure', () => {
  const [first, second] = windowsOf(300, 900)
  if (!first || !second) throw new Error('two windows are expected')
  expect(isCut([0, 0, 300, 200], first, 300, 900)).toBe(false)
  expect(isCut([0, 450, 300, 600], first, 300, 900)).toBe(true)
  expect(isCut([10, 299, 200, 420], second, 300, 900)).toBe(true)
  expect(isCut([10, 700, 200, 900], second, 300, 900)).toBe(false)
})
