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

test.each([
  // Tissue that only proves the method.
  ['Rat uterus served as positive control; hysterectomy specimen of patient 3.', 'human'],
  ['Pig skin was used as positive control and pig liver as the test tissue.', 'nonhuman'],
  // What cells grow on, what people eat, what caused it.
  ['Human myoblasts from biopsies of patients expanded on murine fibroblasts.', 'human'],
  ['Enteropathy triggered by barley, biopsy of the duodenum.', 'human'],
  // Likenesses: the nearest noun is likened, what follows is the subject.
  ['Tangles resemble those of rTg4510 mice in this cortex of an organ donor.', 'human'],
  ['Plaques similar to those of patients in the cortex of aged macaques.', 'nonhuman'],
  // Earlier findings and things not shown.
  ['Findings in hamsters suggested the dose; biopsies of the treated patients.', 'human'],
  ['Rabbit tissue not shown. Bladder of a patient with cystitis.', 'human'],
  // Cells of people lie in an animal only when they were put there.
  ['Human keratinocytes (red) in the wounded pig skin.', 'nonhuman'],
  ['Ferrets that received human T cells, spleen.', 'nonhuman'],
  // Heads and the clauses that hang on them.
  ['Skin of a boy whose hamster had a rash, punch biopsy.', 'human'],
  ['Skin of a hamster owned by a student, dermatophytes.', 'nonhuman'],
  // Trades, materials, sources in brackets.
  ['Valve of a poultry dealer with endocarditis, surgical specimen.', 'human'],
  ['Neurogenesis from mouse progenitors in the dentate gyrus, H&E.', 'nonhuman'],
  ['Skin of a mouse founder of the transgenic line, H&E.', 'nonhuman'],
  ['Cerebellum of a Doberman with ataxia, H&E.', 'nonhuman'],
  ['Ovine fascia used for the repair, biopsy of a patient at revision.', 'human'],
  ['Elastin digested with pepsin (porcine); arterial biopsy of a patient.', 'human'],
  // Whoever is bitten is the subject.
  ['Goat bitten by a snake, myonecrosis.', 'nonhuman'],
] as const)('the place of a word decides: %s', (caption, expected) => {
  expect(verdict(caption)).toBe(expected)
})

test.each([
  ['Docking of Man into the lectin of rice', 'nonhuman'],
  ['MEN and eugenol tested on larvae of mosquitoes', 'nonhuman'],
  ['PC3 against PC1 for the wheat varieties', 'nonhuman'],
] as const)('symbols are no people and no cells: %s', (caption, expected) => {
  expect(verdict(caption)).toBe(expected)
})
