import { expect, test } from 'vitest'
import { readSpecies, ruleVerdict } from './decide.ts'
import { panelsDiffer } from './panels.ts'

const verdict = (caption: string, title = '', abstract = '') =>
  ruleVerdict(readSpecies({ caption, title, abstract })).verdict

test.each([
  // Stocks and mutants beyond the commonest, genera without an epithet.
  ['Cochlea at 12 months.', 'Hearing in CBA/CaJ', 'nonhuman'],
  ['Gut, pH3 in red.', 'Stem cells of Drosophila', 'nonhuman'],
  ['Ovary of M. fascicularis, H&E.', '', 'nonhuman'],
  // Titles write names of animals with a capital, surnames too.
  ['Kidney, H&E.', 'Renal Lesions in the Pigeons of a Town', 'nonhuman'],
  // Words of keepers, operations of experiments, breeds that are trades.
  ['Uterus of gilts on day 12.', '', 'nonhuman'],
  ['Lung lobe under xylazine anaesthesia.', '', 'nonhuman'],
  ['Right ventricle of a 5-year-old boxer.', '', 'nonhuman'],
  // Trades, households, tests of a clinic.
  ['Nodules in the lung of a sandblaster.', '', 'human'],
  ['Semen smear at an andrology clinic.', '', 'human'],
  ['Mesangial deposits; proteinuria was 4 g/day at presentation.', '', 'human'],
  // Body sites and ages that only people have.
  ['Papule on the left index finger, spongiosis.', '', 'human'],
  ['Skin of a child with measles, H&E.', 'Herd immunity in a town', 'human'],
  ['Follicles of a nulliparous 44-year-old.', '', 'human'],
] as const)('%s (%s): %s', (caption, title, expected) => {
  expect(verdict(caption, title)).toBe(expected)
})

test.each([
  'Avian H5N1 influenza, diffuse alveolar damage; the patient died on day 6.',
  'Aneurysm wall of a man, IBA1 (rabbit, red).',
  'Punch biopsy after a shark chondroitin dressing in a fireman.',
  'Semen of two men; the hamster egg test was negative.',
  'Heat maps made in Python 3.9, Gleason pattern 4.',
  'Colitis in patients from the Isle of Dogs.',
  'Score of Bird and Crane, liver biopsy of a patient.',
  'Follicle around an impacted canine in a boy.',
  'Cotton-wool plaques in the cortex of a patient.',
  'Sarcoma in a man: a wolf in sheep’s clothing.',
  'Abscess with a larva in the gastric wall; she had eaten raw fish.',
  'Hepatitis in a hunter who ate wild boar liver.',
  'Pancreas at 12 weeks post conception.',
  'Colon of a 45-year-old; human skin, normal.',
  'Polymorphs in the appendix of a patient.',
  'Autoimmune hepatitis with rosettes.',
])('no animal is on this slide: %s', (caption) => {
  expect(verdict(caption)).toBe('human')
})

test('a line that bears a transgene is that line, and one in a host is a graft', () => {
  expect(verdict('U87MG-EGFRvIII cells in culture.')).toBe('human')
  expect(verdict('Brain 28 days after implantation of U87MG-EGFRvIII.')).toBe('nonhuman')
})

test('cells in a graft of an article about grafts lay in an animal', () => {
  const abstract = 'Human skin was engrafted onto nude mice.'
  expect(verdict('Graft harvested after transfer of PBMC.', '', abstract)).toBe('nonhuman')
  expect(verdict('PBMC, flow cytometry.', '', abstract)).toBe('human')
})

test('people in one panel and animals in another are mixed', () => {
  const text = '(A) Skin of a patient. (B) Ears of BALB/c. Bars, 50 µm.'
  expect(panelsDiffer(text, readSpecies({ caption: text }).finds)).toBe(true)
  expect(verdict('Islets (A) of a brain-dead donor and (B) of C57BL/6J.')).toBe('mixed')
  expect(verdict('Left: carcinoma of a man. Right: stomach of a beagle, the same pattern.')).toBe(
    'mixed',
  )
  expect(verdict('(A) Liver of mice. (B) Kidney of mice.')).toBe('nonhuman')
})

test('mothers and infants of an animal colony are animals', () => {
  expect(verdict('Placenta of mother 12, villitis.', 'Mothers in a macaque colony')).not.toBe(
    'human',
  )
})

test('an ambiguous trade needs a phrase, an abbreviation its own case', () => {
  expect(verdict('Drivers of diversity in plants.')).not.toBe('human')
  expect(verdict('Silicosis in the lung of a painter.')).toBe('human')
  expect(verdict('Leaves treated with Lam.')).not.toBe('human')
})

test('whoever falls ill beside the animal is not on the slide', () => {
  expect(verdict('Lip of a lamb with pustules. The farmer later showed a nodule.')).toBe('nonhuman')
})

test('records of breeds make their patients animals', () => {
  const abstract = 'Records of dachshunds and bulldogs were reviewed.'
  expect(verdict('Disc material of a patient.', 'Disc extrusion', abstract)).toBe('nonhuman')
})
