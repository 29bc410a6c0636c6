import { expect, test } from 'vitest'
import { positionOf, printedKey, readLabels } from './labels.ts'

const ranks = (...texts: string[]) => {
  const labels = readLabels(texts)
  return [...labels]
    .sort(({ rank: a }, { rank: b }) => a[0] - b[0] || a[1] - b[1])
    .map(({ text }) => text)
}

test.each([
  [['B', 'A', 'C']],
  [['10', '9', '1']],
  [['iv', 'ix', 'i', 'v']],
  [['II', 'I', 'III']],
  [['Ab', 'Aa', 'Ba']],
  [['aii', 'ai', 'aiii', 'bi']],
  [['A10', 'A2', 'B1']],
  [['AA', 'Z', 'B']],
])('%j are ordered by value', (texts) => {
  const order: Record<string, string[]> = {
    B: ['A', 'B', 'C'],
    '10': ['1', '9', '10'],
    iv: ['i', 'iv', 'v', 'ix'],
    II: ['I', 'II', 'III'],
    Ab: ['Aa', 'Ab', 'Ba'],
    aii: ['ai', 'aii', 'aiii', 'bi'],
    A10: ['A2', 'A10', 'B1'],
    AA: ['B', 'Z', 'AA'],
  }
  expect(ranks(...texts)).toEqual(order[texts[0] ?? ''])
})

test('I is a letter among letters and a numeral among numerals', () => {
  expect(readLabels(['H', 'I', 'J'])[1]?.rank[0]).toBe(9)
  expect(readLabels(['I', 'II'])[0]?.rank[0]).toBe(1)
})

test('brackets and case do not matter, unless both cases are labels', () => {
  const labels = readLabels(['(A)', 'b.'])
  expect(labels.map(({ key }) => key)).toEqual(['a', 'b'])
  expect(printedKey(' (a) ', labels)).toBe('a')
  const both = readLabels(['A', 'a'])
  expect(printedKey('A', both)).toBe('A')
  expect(printedKey('', both)).toBeNull()
  expect(printedKey(null, both)).toBeNull()
})

test('nested labels fall into head and tail', () => {
  const parts = readLabels(['Aa', 'C2', 'bii', 'IVa']).map(({ head, tail }) => [head, tail])
  expect(parts.slice(0, 2)).toEqual([
    ['a', 'a'],
    ['c', '2'],
  ])
  expect(parts[2]).toEqual(['b', 'ii'])
  expect(parts[3]).toEqual(['iv', 'a'])
})

test.each([
  ['left', { x: 0, y: null }],
  ['upper right', { x: 1, y: 0 }],
  ['Top row', { x: null, y: 0 }],
  ['middle column', { x: 0.5, y: null }],
  ['middle left', { x: 0, y: 0.5 }],
  ['middle', { x: 0.5, y: 0.5 }],
  ['lower panels', { x: null, y: 1 }],
  ['2nd row', { row: 2 }],
  ['third column', { column: 3 }],
])('%s is a place', (text, place) => {
  expect(positionOf(text)).toMatchObject(place)
})

test.each(['A', 'control', 'row', 'left ventricle', ''])('%j is no place', (text) => {
  expect(positionOf(text)).toBeNull()
})
