import { expect, test } from 'vitest'
import { byRegex } from '../baselines.ts'
import { partOf } from '../gold/captions.ts'
import { scoreCaption, summarise, tokenF1 } from './captions.ts'

const gold = {
  multi: true,
  panels: [
    { labels: ['A', 'B'], full: 'Liver with fat' },
    { labels: ['C'], full: 'Spleen' },
  ],
}

test('a perfect answer scores 1 whatever the grouping of labels', () => {
  const found = ['A', 'B'].map((label) => ({ labels: [label], full: 'liver, with fat.' }))
  const score = scoreCaption(gold, [...found, { labels: ['C'], full: 'Spleen' }])
  expect(score.exact).toBe(true)
  expect(score.f1).toEqual([1, 1, 1])
})

test('a missing and an extra label count 0 each', () => {
  const score = scoreCaption(gold, [
    { labels: ['A', 'B'], full: 'Liver with fat' },
    { labels: ['D'], full: 'Spleen' },
  ])
  expect(score.exact).toBe(false)
  expect(score.f1).toEqual([1, 1, 0, 0])
})

test('token F1 counts repeated words', () => {
  expect(tokenF1('fat fat liver', 'fat liver')).toBeCloseTo(4 / 5)
  expect(tokenF1('', 'x')).toBe(0)
})

test('a split single is counted as wrong and not in F1', () => {
  const single = scoreCaption({ multi: false, panels: [] }, [{ labels: ['A'], full: 'x' }])
  expect(summarise([single])).toMatchObject({ captions: 0, singles: 1, wronglySplit: 1 })
})

test('captions of one article fall in one part, and a third is frozen', () => {
  const parts = Array.from({ length: 3000 }, (_, index) => partOf(`doi:${index}`))
  const frozen = parts.filter((part) => part === 'frozen').length / parts.length
  expect(frozen).toBeGreaterThan(0.3)
  expect(frozen).toBeLessThan(0.37)
  expect(partOf('PMC1')).toBe(partOf('PMC1'))
})

test('the regular expression reads letters, lists and ranges in brackets', () => {
  expect(byRegex('Mice. (A–C) Liver. (D, E) Lung.').map((panel) => panel.labels)).toEqual([
    ['A', 'B', 'C'],
    ['D', 'E'],
  ])
})
