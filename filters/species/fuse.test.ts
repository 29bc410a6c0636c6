import { expect, test } from 'vitest'
import type { RuleAnswer } from './decide.ts'
import { asksModel, fuseSpecies } from './fuse.ts'

const settings = { decide: 5, overrule: 7, temperature: 2 }
const rule = (verdict: RuleAnswer['verdict'], basis: RuleAnswer['basis']): RuleAnswer => ({
  verdict,
  score: 0.6,
  basis,
})

test('words of the caption itself are not put to the model', () => {
  expect(asksModel(rule('human', 'caption'))).toBe(false)
  expect(asksModel(rule('human', 'context'))).toBe(true)
  expect(asksModel(rule('unsure', 'none'))).toBe(true)
})

test('where the rules found nothing a sure model decides, an unsure one does not', () => {
  expect(fuseSpecies(rule('unsure', 'none'), 6, settings).verdict).toBe('human')
  expect(fuseSpecies(rule('unsure', 'none'), -6, settings).verdict).toBe('nonhuman')
  expect(fuseSpecies(rule('unsure', 'none'), 3, settings).verdict).toBe('unsure')
})

test('against the article it takes a larger margin, and agreement raises the score', () => {
  expect(fuseSpecies(rule('human', 'context'), -6, settings).verdict).toBe('human')
  expect(fuseSpecies(rule('human', 'context'), -8, settings).verdict).toBe('nonhuman')
  expect(fuseSpecies(rule('human', 'context'), 6, settings).score).toBeGreaterThan(0.6)
  expect(fuseSpecies(rule('human', 'context'), -3, settings).score).toBeLessThan(0.6)
})
