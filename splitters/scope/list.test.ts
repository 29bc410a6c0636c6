import { expect, test } from 'vitest'
import { splitByGrammar } from '../index.ts'

const fullOf = (caption: string) =>
  Object.fromEntries(
    splitByGrammar(caption).panels.flatMap(({ labels, full }) =>
      labels.map((label) => [label, full]),
    ),
  )

test('an item that is a clause of its own takes no head from the first', () => {
  const full = fullOf('Iron of stems and buds was measured (A), and its uptake was computed (B).')
  expect(full.B).toBe('its uptake was computed')
})

test('an item that names what it is takes no head from the first', () => {
  const full = fullOf('Photographs of mice kept in cages (A), and mean mass of males (B).')
  expect(full.B).toBe('mean mass of males')
})

test('a head ends at its preposition, not at a conjunction inside it', () => {
  const full = fullOf('Mean rain and solar power for North Holland (A), Drenthe (B).')
  expect(full.B).toBe('Mean rain and solar power for Drenthe')
})

test('a word that two items share begins the first only where they are alike', () => {
  const full = fullOf('Networks of genes in day 1 vs day 5 (A), day 5 vs day 9 (B).')
  expect(full.B).toBe('Networks of genes in day 5 vs day 9')
})

test('words between a list and a comma close that list', () => {
  const full = fullOf('Mass of males (A), females (B) in spring, and length of tails (C).')
  expect(full.A).toContain('in spring')
  expect(full.C).not.toContain('in spring')
})

test('"respectively" speaks of its own sentence, and items begin with one preposition', () => {
  const other = fullOf(
    'Amounts of zinc and iron in soil (A, C) and leaves (B, D). c1 and c2 are x and y, respectively.',
  )
  expect(other.A).toContain('zinc and iron')
  const full = fullOf('(A) Farms. (B, C) Trade in the east and in the far west, respectively.')
  expect(full.B).toBe('Trade in the east')
  expect(full.C).toBe('Trade in the far west')
})

test('what stands before a bracket that tells all its places apart is shared', () => {
  const full = fullOf('Scores of the long test (left: men; right: women).')
  expect(full.left).toBe('Scores of the long test men')
  expect(full.right).toBe('Scores of the long test women')
})

test('signs of tests are not dealt out', () => {
  const full = fullOf('(A–B) Mass, * and ** mark P < 0.05 and P < 0.01, respectively. (C) Age.')
  expect(full.A).toContain('P < 0.01')
})
