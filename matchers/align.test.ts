import { expect, test } from 'vitest'
import { align, type Moves, type Seen } from './align.ts'

const moves: Moves = {
  next: 0,
  stay: -2,
  skip: -2.5,
  back: -6,
  none: -4,
  differ: -1,
  jump: -1,
  band: -3,
}
const seen = (likes: number[], labels: number, given: Partial<Seen> = {}): Seen => {
  const scores = Array.from({ length: labels }, (_, at) => (likes.includes(at) ? 0 : -9))
  return {
    first: scores,
    further: scores,
    none: -3,
    differs: false,
    jumps: false,
    opens: null,
    ...given,
  }
}
const silent = (labels: number) =>
  seen(
    Array.from({ length: labels }, (_, at) => at),
    labels,
  )

/** Sums every sequence of labels by hand. */
const bruteForce = (panels: Seen[], labels: number): number => {
  const walk = (at: number, last: number): number => {
    const panel = panels[at]
    if (!panel) return Math.exp(moves.skip * (labels - last))
    let sum = Math.exp(moves.none + panel.none) * walk(at + 1, last)
    for (let label = 1; label <= labels; label += 1) {
      const move =
        label === last
          ? moves.stay + (panel.differs ? moves.differ : 0)
          : label > last
            ? moves.next + moves.skip * (label - last - 1)
            : moves.back - moves.skip * (last - label)
      const look = label === last ? panel.further[label - 1] : panel.first[label - 1]
      sum += Math.exp(move + (look ?? 0)) * walk(at + 1, label)
    }
    return sum
  }
  return Math.log(walk(0, 0))
}

test('silent panels take the labels in order', () => {
  expect(align([silent(3), silent(3), silent(3)], 3, moves).path).toEqual([0, 1, 2])
})

test('the likelihood is the sum over all alignments', () => {
  const panels = [seen([1], 3), silent(3), seen([0, 2], 3, { differs: true }), silent(3)]
  expect(align(panels, 3, moves).evidence).toBeCloseTo(bruteForce(panels, 3), 9)
})

test('probabilities of each panel sum to one', () => {
  for (const row of align([silent(4), seen([3], 4), silent(4)], 4, moves).posterior)
    expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9)
})

test('a strong look overrules the order', () => {
  expect(align([seen([2], 3), seen([1], 3), seen([0], 3)], 3, moves).path).toEqual([2, 1, 0])
})

test('a missing panel is skipped where the next one says so', () => {
  expect(align([seen([0], 3), seen([2], 3)], 3, moves).path).toEqual([0, 2])
})

test('too many panels share a label, where the looks allow it', () => {
  expect(align([seen([0], 2), seen([0], 2), seen([1], 2)], 2, moves).path).toEqual([0, 0, 1])
})

test('labels that fill whole bands change where a band opens', () => {
  const panels = [true, false, false, true, false].map((opens) => ({ ...silent(2), opens }))
  expect(align(panels, 2, moves).path).toEqual([0, 0, 0, 1, 1])
})

test('a panel unlike every label takes none', () => {
  const odd: Seen = { ...seen([], 2), none: 0, first: [-12, -12], further: [-12, -12] }
  expect(align([seen([0], 2), odd, seen([1], 2)], 2, moves).path).toEqual([0, -1, 1])
})
