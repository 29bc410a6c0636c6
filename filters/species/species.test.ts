import { expect, test } from 'vitest'
import type { ClassifyInput } from '../../pipeline/types.ts'
import { citedEvidence, contextTexts, readSpecies, ruleVerdict } from './decide.ts'
import { decideSpecies, speciesFilter, speciesVerdict } from './index.ts'

const verdict = (input: ClassifyInput | string) =>
  ruleVerdict(readSpecies(typeof input === 'string' ? { caption: input } : input)).verdict

test.each([
  ['Colon of a 63-year-old man with adenocarcinoma, H&E.', 'human'],
  ['Core biopsy, Gleason score 4 + 3.', 'human'],
  ['HeLa cells stained with mouse anti-tubulin and goat anti-mouse Alexa 488.', 'human'],
  ['Tonsil of patient 4 labelled with rabbit polyclonal anti-CD3.', 'human'],
  ['Liver sections of C57BL/6 mice fed a high-fat diet.', 'nonhuman'],
  ['Lung of Il10-/- animals, day 7 after infection.', 'nonhuman'],
  ['Kidney of an okapi with interstitial nephritis.', 'nonhuman'],
  ['Gill epithelium of Salmo trutta.', 'nonhuman'],
  ['Mast cell tumour in the skin of a spayed Weimaraner.', 'nonhuman'],
  ['RAW264.7 macrophages, DAPI in blue.', 'nonhuman'],
  ['Tumours of MDA-MB-231 cells in the mammary fat pads of nude mice.', 'nonhuman'],
  ['PDX of patient 12, H&E.', 'nonhuman'],
  ['Transverse section of a rice anther, toluidine blue.', 'nonhuman'],
  ['(A) Skin of human donors. (B) Skin of adult pigs.', 'mixed'],
  ['Cells with eosinophilic cytoplasm at the arrow.', 'unsure'],
] as const)('%s: %s', (caption, expected) => {
  expect(verdict(caption)).toBe(expected)
})

test('the article speaks where the caption is silent', () => {
  const caption = 'Interstitial fibrosis, Masson trichrome.'
  expect(verdict({ caption, title: 'Renal injury in Wistar rats' })).toBe('nonhuman')
  expect(verdict({ caption, title: 'A 54-year-old woman with renal failure: a case report' })).toBe(
    'human',
  )
  expect(verdict({ caption, title: 'Mechanisms', mesh: ['Humans', 'Biopsy'] })).toBe('human')
})

test('the caption beats the article', () => {
  expect(
    verdict({ caption: 'Lung biopsy of patient 3.', title: 'A mouse model of fibrosis' }),
  ).toBe('human')
})

test('an animal in passing and nobody: the article alone makes no person', () => {
  const title = 'Outcome of 40 patients: a case series'
  expect(verdict({ caption: 'Tumours with fibrosis, the monkey paradigm.', title })).toBe('unsure')
  expect(verdict({ caption: 'Tumours with fibrosis.', title })).toBe('human')
})

test('a patient of a veterinary clinic is no person', () => {
  expect(
    verdict({
      caption: 'Spindle cells in the spleen of the patient.',
      title: 'Haemangiosarcoma: outcome after surgery',
      abstract: 'Forty neutered male dogs were seen at two veterinary hospitals.',
    }),
  ).toBe('nonhuman')
})

test.each([
  ['Renal biopsy of case 4, silver stain.', 'Proteinuria in greyhounds', 'nonhuman'],
  ['Endoscopic biopsies of the antrum.', 'Gastritis in cats: a case series', 'nonhuman'],
  ['Renal biopsy of case 4, silver stain.', 'Proteinuria in weavers', 'human'],
  ['Renal biopsy of case 4, silver stain.', 'Leptospirosis of women keeping dogs', 'human'],
  ['Glucose after wheat bread.', 'Satiety of healthy volunteers', 'human'],
  ['Daughters of the clone, scale bar.', 'Lineages of the zebrafish retina', 'nonhuman'],
] as const)('whose patients they are: %s, %s', (caption, title, expected) => {
  expect(verdict({ caption, title })).toBe(expected)
})

test.each([
  'Lichen striatus. Erythema annulare beside it. Biopsy.',
  'Xanthogranuloma juvenilis, Touton cells.',
  'Osteitis fibrosa of the jaw.',
  'Tinea capitis, endothrix.',
  'KRAS-mutant adenocarcinoma of the caecum.',
  'Yolk sac tumour of the ovary.',
  'Melan-A in the nests of a naevus.',
])('the Latin of physicians and mutated tumours are no organisms: %s', (caption) => {
  expect(verdict(caption)).not.toBe('nonhuman')
})

test('evidence points at its own words, whatever the field', () => {
  const input: ClassifyInput = {
    caption: '🔬 Hippocampus of APP/PS1 mice; goat anti-rabbit IgG.',
    figure_caption: '(A) Brains of 5xFAD mice. (B) Cortex of patients.',
    title: 'Plaques in Mus musculus',
    abstract: 'Sprague-Dawley rats were euthanized.',
    keywords: ['zebrafish', 'human'],
    mesh: ['Mice, Transgenic'],
    mentions: ['Seen in a beagle (Fig. 2).'],
  }
  const reading = readSpecies(input)
  const texts = { ...contextTexts(input), caption: input.caption }
  expect(reading.finds.length).toBeGreaterThan(8)
  for (const { field, start, end, text } of reading.finds)
    expect(texts[field as keyof typeof texts]?.slice(start, end)).toBe(text)
  const cited = citedEvidence(reading.finds, 'nonhuman')
  expect(cited.length).toBeLessThanOrEqual(6)
  expect(cited.map(({ text }) => text)).toContain('mice')
  expect(cited.map(({ text }) => text)).not.toContain('goat')
})

test('the stage keeps its decision; what it means for the corpus is another function', async () => {
  const caption = 'Spleen of BALB/c mice.'
  const decision = await decideSpecies({ caption })
  expect(await speciesFilter().run({ caption }, {})).toEqual({ kind: 'keep', value: decision })
  expect(decision).toMatchObject({ verdict: 'nonhuman', evidence: [{ field: 'caption' }, {}] })
  expect(speciesVerdict(decision)).toEqual({ kind: 'drop', reason: 'non_human' })
  expect(speciesVerdict({ ...decision, verdict: 'human' })).toMatchObject({ kind: 'keep' })
  expect(speciesVerdict({ ...decision, verdict: 'unsure' })).toMatchObject({
    kind: 'flag',
    reason: 'species_unsure',
  })
  expect(speciesVerdict({ ...decision, verdict: 'mixed' })).toMatchObject({
    kind: 'flag',
    reason: 'species_mixed',
  })
})

test('an empty caption decides nothing', async () => {
  expect(ruleVerdict(readSpecies({ caption: '' }))).toMatchObject({ verdict: 'unsure' })
})

test.each([
  'Sarcoid granuloma in a lymph node. H&E.',
  'Hepatoid adenocarcinoma of the stomach, biopsy of the antrum.',
  'Partial hepatectomy specimen with cholangiocarcinoma.',
  'Linear IgG in anti-GBM nephritis. Renal biopsy.',
  'Chondrodermatitis of the pinna, excision.',
  'Alveoli are the air sacs of the lung.',
  '34-year-old female Kidney biopsy, PAS.',
])('words that physicians use too are no evidence of an animal: %s', (caption) => {
  expect(verdict(caption)).not.toBe('nonhuman')
})

test.each([
  ['A 45-year-old man keeping pigeons. Lung biopsy, hypersensitivity pneumonitis.', 'human'],
  ['Hand of a 50-year-old butcher cutting pigs: erysipeloid.', 'human'],
  ['Lymph node of a 12-year-old girl with two cats.', 'human'],
  ['Liver of a 12-year-old spayed female cat.', 'nonhuman'],
])('an animal beside a person of some age is not the patient: %s', (caption, expected) => {
  expect(verdict(caption)).toBe(expected)
})
