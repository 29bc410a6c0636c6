import { expect, test } from 'vitest'
import { readSpecies, ruleVerdict } from './decide.ts'
import { graftsIn } from './grafts.ts'
import { latinNames } from './latin.ts'
import { slotOf } from './slots.ts'

const slot = (text: string, word: string) =>
  slotOf(text, text.indexOf(word), text.indexOf(word) + word.length)

test.each([
  ['Spleen of a mouse', 'mouse', 'specimen'],
  ['The rat kidney at day 3', 'rat', 'specimen'],
  ['Slides stained with the rabbit polymer', 'rabbit', 'product'],
  ['Labelled with mouse CD20', 'mouse', 'product'],
  ['A defect filled with deproteinised porcine bone', 'porcine', 'product'],
  ['Resected in Buffalo, New York', 'Buffalo', 'proper'],
  ['Nuclei found by the Otter network', 'Otter', 'proper'],
  ['Snail-track ulcers', 'Snail', 'product'],
] as const)('%s: %s is %s', (text, word, expected) => {
  expect(slot(text, word)).toBe(expected)
})

test('Latin names are told by their shape, Latin diseases are none', () => {
  const names = (text: string) => latinNames(text).map(({ start, end }) => text.slice(start, end))
  expect(names('Gonad of Ruditapes decussatus')).toEqual(['Ruditapes decussatus'])
  expect(names('Lichen planus and Pemphigus vulgaris')).toEqual([])
})

const verdict = (caption: string) => ruleVerdict(readSpecies({ caption })).verdict

test.each([
  ['Human hepatoblasts transplanted into the spleen of rats.', 'nonhuman'],
  ['Nodules formed by HepG2-luc cells five weeks after injection.', 'nonhuman'],
  ['Kidney of WAG/Rij females at 30 months.', 'nonhuman'],
  ['Myocardium after transverse aortic constriction for six weeks, Sirius red.', 'nonhuman'],
  ['Ileum with Johne’s disease.', 'nonhuman'],
  ['Gliosis in the hippocampus of a patient, similar to that of kindled rats.', 'human'],
  ['(A) Resected specimen of a colon carcinoma. (B) Colon of AOM-treated mice.', 'mixed'],
  ['Scabies in a woman of 40 years: Sarcoptes scabiei in the skin.', 'human'],
] as const)('%s: %s', (caption, expected) => {
  expect(verdict(caption)).toBe(expected)
})

test('no graft is made of finds in two panels', () => {
  const text = '(A) Human liver, transplanted. (B) Liver in mice.'
  const find = { field: 'caption', weight: 3 }
  const finds = [
    { ...find, start: 4, end: 9, text: 'Human', side: 'human' as const, kind: 'human' },
    { ...find, start: 44, end: 48, text: 'mice', side: 'animal' as const, kind: 'animal' },
  ]
  expect(graftsIn('caption', text, finds)).toEqual([])
})
