import { expect, test } from 'vitest'
import { gridOf, rimShare } from './montage.ts'

test('cells of a grid are apart by the gutter and fill the picture', () => {
  const { boxes, width, height } = gridOf(2, 3, [100, 50], 1)
  expect([width, height]).toEqual([302, 101])
  expect(boxes).toHaveLength(6)
  expect(boxes[1]).toEqual([101, 0, 100, 50])
  expect(boxes[5]).toEqual([202, 51, 100, 50])
  expect(gridOf(1, 2, [10, 10], 0).width).toBe(20)
})

test('the rim is all that counts', () => {
  const data = Buffer.alloc(3 * 9, 120)
  expect(rimShare({ width: 3, height: 3, channels: 3, data })).toBe(0)
  data.fill(255, 12, 15)
  expect(rimShare({ width: 3, height: 3, channels: 3, data })).toBe(0)
  data.fill(255, 0, 9)
  expect(rimShare({ width: 3, height: 3, channels: 3, data })).toBe(3 / 8)
})
