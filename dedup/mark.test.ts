import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Candidate, markDuplicates } from './mark.ts'
import { toHex } from './pdq.ts'
import { randomFrom } from './sample.ts'

const random = randomFrom(5)
const randomHex = () => toHex(Uint32Array.from({ length: 8 }, () => random() * 2 ** 32))
/** The same hash with some of its lowest bits turned over. */
const near = (hex: string, bits: number) =>
  (BigInt(`0x${hex}`) ^ ((1n << BigInt(bits)) - 1n)).toString(16).padStart(64, '0')

const pair = (pair_id: string, given: Partial<Candidate> = {}): Candidate => ({
  pair_id,
  article_id: `PMC${pair_id}`,
  pixels: `pixels-${pair_id}`,
  pdq: randomHex(),
  quality: 100,
  caption: `caption of ${pair_id} and nothing else at all`,
  licence_class: 'commercial',
  area: 1000,
  ...given,
})
const verdicts = (pairs: Candidate[]) =>
  Object.fromEntries(markDuplicates(pairs).map(({ pair_id, verdict }) => [pair_id, verdict]))

const caption = 'Section of the kidney, haematoxylin and eosin, original magnification 400'

test('other pictures are unique, even with the same caption', () => {
  expect(markDuplicates([pair('b', { caption }), pair('a', { caption })])).toEqual([
    { pair_id: 'a', cluster_id: 'a', leader: true, exact: false, verdict: 'unique' },
    { pair_id: 'b', cluster_id: 'b', leader: true, exact: false, verdict: 'unique' },
  ])
})

test('same pixels and caption: the smaller id stays', () => {
  const same = { pixels: 'p', caption }
  expect(markDuplicates([pair('b', same), pair('a', same)])).toEqual([
    { pair_id: 'a', cluster_id: 'a', leader: true, exact: true, verdict: 'unique' },
    { pair_id: 'b', cluster_id: 'a', leader: false, exact: true, verdict: 'duplicate' },
  ])
})

test('a freer licence leads before more pixels, more pixels before a smaller id', () => {
  const pdq = randomHex()
  const leaderOf = (...pairs: Candidate[]) => markDuplicates(pairs).find((mark) => mark.leader)
  const small = pair('a', { pdq, caption, area: 10 })
  const large = pair('b', { pdq: near(pdq, 31), caption, area: 900 })
  const free = pair('c', { pdq, caption, area: 10 })
  expect(leaderOf(small, large)?.pair_id).toBe('b')
  expect(leaderOf({ ...large, licence_class: 'noncommercial' }, free)?.pair_id).toBe('c')
})

test('32 bits apart is another picture, 31 is not', () => {
  const pdq = randomHex()
  expect(
    verdicts([pair('a', { pdq, caption }), pair('b', { pdq: near(pdq, 31), caption })]),
  ).toEqual({ a: 'unique', b: 'duplicate' })
  expect(
    verdicts([pair('a', { pdq, caption }), pair('b', { pdq: near(pdq, 32), caption })]),
  ).toEqual({ a: 'unique', b: 'unique' })
})

test('the same picture with other words is a conflict; each wording keeps one', () => {
  const pdq = randomHex()
  const other = 'Normal liver of a healthy donor stained for reticulin fibres'
  const marks = markDuplicates([
    pair('a', { pdq, caption }),
    pair('b', { pdq, caption: `${caption}.` }),
    pair('c', { pdq, caption: other }),
    pair('d', { pdq: near(pdq, 9), caption: other }),
  ])
  expect(marks.map(({ pair_id, verdict, leader }) => [pair_id, verdict, leader])).toEqual([
    ['a', 'near_duplicate_conflict', true],
    ['b', 'duplicate', false],
    ['c', 'near_duplicate_conflict', false],
    ['d', 'duplicate', false],
  ])
  expect(new Set(marks.map(({ cluster_id }) => cluster_id))).toEqual(new Set(['a']))
})

test('flat pictures are duplicates by their pixels only', () => {
  const flat = { pdq: randomHex(), quality: 20, caption }
  expect(verdicts([pair('a', flat), pair('b', flat)])).toEqual({ a: 'unique', b: 'unique' })
  expect(
    verdicts([pair('a', { ...flat, pixels: 'p' }), pair('b', { ...flat, pixels: 'p' })]),
  ).toEqual({ a: 'unique', b: 'duplicate' })
})

test('any order of arrival gives the same marks', () => {
  const centres = [randomHex(), randomHex(), randomHex()]
  const pairs = Array.from({ length: 24 }, (_, at) =>
    pair(String(at).padStart(2, '0'), {
      pdq: near(centres[at % 3] ?? '', (at * 7) % 60),
      pixels: at % 5 === 0 ? 'shared' : `own-${at}`,
      quality: at % 4 === 0 ? 30 : 90,
      caption: at % 2 === 0 ? caption : `${caption} in figure ${at % 6}`,
      licence_class: at % 7 === 0 ? 'noncommercial' : 'commercial',
      area: (at * 13) % 5,
    }),
  )
  const expected = markDuplicates(pairs)
  expect(new Set(expected.map(({ verdict }) => verdict)).size).toBe(3)
  fc.assert(
    fc.property(fc.shuffledSubarray(pairs, { minLength: pairs.length }), (shuffled) => {
      expect(markDuplicates(shuffled)).toEqual(expected)
    }),
  )
})
