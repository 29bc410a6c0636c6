import { expect, test } from 'vitest'
import { accuracy, interval, macroF1, sample, speciesMeasures } from './measures.ts'

const mean = (values: readonly { value: number }[]) =>
  values.reduce((sum, { value }) => sum + value, 0) / values.length

test('an interval is the same twice and holds its value', () => {
  const items = Array.from({ length: 40 }, (_, index) => ({ value: index % 2, group: 'x' }))
  const first = interval(items, mean)
  expect(first).toEqual(interval(items, mean))
  expect(first.value).toBe(0.5)
  expect(first.low).toBeGreaterThan(0.3)
  expect(first.low).toBeLessThan(0.5)
  expect(first.high).toBeGreaterThan(0.5)
})

test('records of one group are drawn together: few groups give a wide interval', () => {
  const items = Array.from({ length: 40 }, (_, index) => ({
    value: Math.floor(index / 20),
    group: String(Math.floor(index / 20)),
  }))
  const { low, high } = interval(items, mean, ({ group }) => group)
  expect([low, high]).toEqual([0, 1])
  const alone = interval(items, mean)
  expect(alone.high - alone.low).toBeLessThan(0.5)
})

test('a sample keeps the order, and whether an item is drawn depends on itself', () => {
  const items = Array.from({ length: 30 }, (_, index) => index)
  const some = sample(items, 10, String)
  expect(some).toHaveLength(10)
  expect([...some].sort((a, b) => a - b)).toEqual(some)
  const without = sample(items.slice(5), 10, String)
  expect(without).toEqual(expect.arrayContaining(some.filter((item) => item >= 5)))
  expect(sample(items, undefined, String)).toEqual(items)
})

test('macro-F1 averages over the classes of the gold', () => {
  const answers = [
    { gold: ['a'], given: ['a'] },
    { gold: ['a'], given: ['b'] },
    { gold: ['b'], given: ['b'] },
  ]
  // a: 2·1 / (2 + 1); b: 2·1 / (1 + 2)
  expect(macroF1(answers)).toBeCloseTo(2 / 3)
  expect(accuracy(answers)).toBeCloseTo(2 / 3)
})

test('species measures count only records that can show them', () => {
  const answers = [
    { gold: 'nonhuman', verdict: 'nonhuman' },
    { gold: 'nonhuman', verdict: 'human' },
    { gold: 'human', verdict: 'nonhuman' },
    { gold: 'human', verdict: 'unsure' },
    { gold: 'unclear', verdict: 'unsure' },
  ] as const
  expect(speciesMeasures['non-human not kept'](answers)).toBe(0.5)
  expect(speciesMeasures['humans lost'](answers)).toBe(0.5)
  expect(speciesMeasures.unsure(answers)).toBe(0.25)
})
