import { expect, test } from 'vitest'
import { type Selection, selects } from './select.ts'

type Selectable = Parameters<ReturnType<typeof selects>>[0]

const pair: Selectable = {
  ...{ topic: 'breast', stain: 'H&E', split: 'train', state: 'kept', species: 'human' },
  reason: null,
  licence: { spdx: 'CC-BY-4.0', class: 'commercial' },
}

const chooses = (change: Partial<Selectable>, by?: Selection) => selects(by)({ ...pair, ...change })

test('by default: kept, human, free to use', () => {
  expect(chooses({})).toBe(true)
  expect(chooses({ state: 'flagged', reason: 'match_unsure' })).toBe(false)
  expect(chooses({ species: 'unsure' })).toBe(false)
  expect(chooses({ licence: { spdx: 'CC-BY-NC-4.0', class: 'noncommercial' } })).toBe(false)
})

test('topics, stains and splits narrow the choice', () => {
  expect(chooses({}, { topics: ['breast'], stains: ['H&E'], splits: ['train'] })).toBe(true)
  expect(chooses({}, { topics: ['lung'] })).toBe(false)
  expect(chooses({}, { stains: ['IHC'] })).toBe(false)
  expect(chooses({}, { splits: ['val'] })).toBe(false)
})

test('the unfiltered set takes animals, but nothing dropped for another reason', () => {
  const everything: Selection = { species: ['human', 'nonhuman'] }
  const rat = { species: 'nonhuman', state: 'dropped' } as const
  expect(chooses({ ...rat, reason: 'non_human' }, everything)).toBe(true)
  expect(chooses({ ...rat, reason: 'non_human' })).toBe(false)
  expect(chooses({ ...rat, reason: 'duplicate' }, everything)).toBe(false)
})

test('nothing can ask for a forbidden licence', () => {
  const forbidden = { licence: { spdx: 'CC-BY-ND-4.0', class: 'forbidden' } } as const
  const all: Selection = { licences: ['commercial', 'share_alike', 'noncommercial'] }
  expect(chooses(forbidden, all)).toBe(false)
})
