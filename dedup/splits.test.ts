import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createClusters } from './cluster.ts'
import { assignSplits } from './splits.ts'

const ids = Array.from({ length: 4000 }, (_, at) => `PMC${1000 + at}.1`)

test('90 of 100 articles train, 5 validate, 5 test', () => {
  const counts = { train: 0, val: 0, test: 0 }
  for (const split of assignSplits(ids, []).values()) counts[split] += 1
  expect(counts.train / ids.length).toBeCloseTo(0.9, 1)
  expect(counts.val / ids.length).toBeCloseTo(0.05, 1)
  expect(counts.test / ids.length).toBeCloseTo(0.05, 1)
})

test('articles that share a picture, even through a third one, stay together', () => {
  const alone = assignSplits(ids, [])
  const [train] = ids.filter((id) => alone.get(id) === 'train')
  const [held] = ids.filter((id) => alone.get(id) === 'test')
  const [val] = ids.filter((id) => alone.get(id) === 'val')
  if (!train || !held || !val) throw new TypeError('a split is empty')
  const joined = assignSplits(ids, [
    [train, held],
    [val, held],
  ])
  expect(new Set([train, held, val].map((id) => joined.get(id))).size).toBe(1)
  const moved = ids.filter((id) => joined.get(id) !== alone.get(id))
  expect(moved.every((id) => [train, held, val].includes(id))).toBe(true)
})

test('no order of articles or clusters changes a split', () => {
  const few = ids.slice(0, 12)
  fc.assert(
    fc.property(
      fc.array(fc.subarray(few, { minLength: 1, maxLength: 3 }), { maxLength: 8 }),
      fc.integer({ min: 0, max: 11 }),
      (clusters, turn) => {
        const turned = [...few.slice(turn), ...few.slice(0, turn)]
        const reversed = clusters.map((cluster) => [...cluster].reverse()).reverse()
        expect(new Map(assignSplits(turned, reversed))).toEqual(assignSplits(few, clusters))
      },
    ),
  )
})

test('groups are those of the edges, whatever their order', () => {
  const edge = fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 15 }))
  const grouped = (edges: [number, number][]) => {
    const clusters = createClusters()
    for (const [a, b] of edges) clusters.join(String(a), String(b))
    return clusters.groups()
  }
  fc.assert(
    fc.property(
      fc
        .array(edge, { maxLength: 20 })
        .chain((edges) =>
          fc.tuple(fc.constant(edges), fc.shuffledSubarray(edges, { minLength: edges.length })),
        ),
      ([edges, shuffled]) => {
        expect(grouped(shuffled)).toEqual(grouped(edges))
      },
    ),
  )
})
