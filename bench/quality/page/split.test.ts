import { expect, test } from 'vitest'
import { piecesOf } from './split.ts'

test('a caption is cut where its owners change, and no character is lost', () => {
  const caption = 'Liver. (A) fat (B) iron'
  const pieces = piecesOf(caption, [
    [
      [0, 6],
      [11, 14],
    ],
    [
      [0, 6],
      [19, 23],
    ],
  ])
  expect(pieces.map(({ text }) => text).join('')).toBe(caption)
  expect(pieces.map(({ owners }) => owners)).toEqual([[0, 1], [], [0], [], [1]])
})
