import { expect, test } from 'vitest'
import { rankOf, readList } from './labels.ts'

test.each([
  ['A', 'upper', ['A']],
  ['A–D', 'upper', ['A', 'B', 'C', 'D']],
  ['A to C', 'upper', ['A', 'B', 'C']],
  ['A, B and D', 'upper', ['A', 'B', 'D']],
  ['a,c-e', 'lower', ['a', 'c', 'd', 'e']],
  ['B & C', 'upper', ['B', 'C']],
  ['A1–A3', 'upper', ['A1', 'A2', 'A3']],
  ['a1-5', 'lower', ['a1', 'a2', 'a3', 'a4', 'a5']],
  ['A2–D2', 'upper', ['A2', 'B2', 'C2', 'D2']],
  ['ii–iv', 'roman', ['ii', 'iii', 'iv']],
  ['I and II', 'Roman', ['I', 'II']],
  ['1-3', 'number', ['1', '2', '3']],
  ['1A–2B', 'grid', ['1A', '1B', '2A', '2B']],
] as const)('%s read as %s', (text, family, labels) => {
  expect(readList(text, family)).toEqual(labels)
})

test.each([
  ['D–A', 'upper'],
  ['A–c', 'upper'],
  ['AB', 'upper'],
  ['A; text', 'upper'],
  ['', 'lower'],
] as const)('%s is no list of %s labels', (text, family) => {
  expect(readList(text, family)).toBeNull()
})

test('a label with a tail has the rank of its letter', () => {
  expect(rankOf('C2', 'upper')).toBe(2)
  expect(rankOf('iv', 'roman')).toBe(3)
})
