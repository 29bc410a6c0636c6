import { expect, test } from 'vitest'
import { captionQuality } from './index.ts'

const judge = (caption: string, language: string | null = null) =>
  captionQuality().run({ caption, language }, {})

test.each([
  'Normal colon',
  'H&E, ×200',
  '(B) Ki-67.',
  'Hepatocytes.',
  'A. Tumour cells in the dermis; the colour version is available online.',
  'CD20',
])('keeps %s', (caption) => {
  expect(judge(caption)).toEqual({
    kind: 'keep',
    value: { length: caption.length, language: 'en' },
  })
})

test.each([
  '',
  '(A)',
  'Figure 2A.',
  'Scale bar, 50 µm',
  'B',
  '×400',
  'Bars = 10 μm',
  'Fig. 3 (continued)',
])('%s says nothing about a picture', (caption) => {
  expect(judge(caption)).toEqual({ kind: 'drop', reason: 'caption_too_short' })
})

test.each([
  'Click here for additional data file.',
  'A colour version of this figure is available at the journal’s web site.',
  '© 2019 The Authors. All rights reserved.',
])('%s is a notice', (caption) => {
  expect(judge(caption)).toEqual({ kind: 'drop', reason: 'caption_boilerplate' })
})

test.each([
  [
    'Corte histológico del hígado con tinción de hematoxilina y eosina en el que se observan los hepatocitos',
    'es',
  ],
  ['Histologischer Schnitt der Leber mit Fibrose und Entzündung in den Portalfeldern', 'de'],
  ['Coupe histologique du foie avec une fibrose dans les espaces portes', 'fr'],
  ['肝臓の組織像。線維化が見られる。', 'ja'],
])('%s is not English', (caption) => {
  expect(judge(caption)).toEqual({ kind: 'drop', reason: 'caption_language' })
})

test('English words beat the language of the article, a silent caption follows it', () => {
  expect(judge('Section of the liver with fibrosis of the portal tracts', 'pt')).toMatchObject({
    kind: 'keep',
    value: { language: 'en' },
  })
  expect(judge('Fibrose hepática', 'pt-BR')).toMatchObject({ kind: 'drop' })
})

test('other languages are kept when asked for', () => {
  const stage = captionQuality({ languages: ['en', 'es'] })
  expect(stage.run({ caption: 'Tejido normal', language: 'spa' }, {})).toMatchObject({
    kind: 'keep',
    value: { language: 'es' },
  })
  expect(stage.version).not.toBe(captionQuality().version)
})

test.each([
  'Transwell invasion assay of treated cells, crystal violet, ×200.',
  'Chromosomal aberrations: (R) ring, (D) dicentric.',
  'Peripheral blood smear with schistocytes.',
  'Inhibitory effect of the extract on invasion ability of NCI-H460 cells.',
  'Migration of MCF-7 cells at various concentrations.',
  'Number of invaded cells after 24 h, crystal violet.',
  'Gram-stained smear of the isolate with rods in chains.',
  'Fine-needle aspiration cytology, Giemsa, ×400.',
  'Tube formation by HUVECs on Matrigel.',
])('%s is flagged: no tissue is named', (caption) => {
  expect(judge(caption)).toMatchObject({ kind: 'flag', reason: 'not_tissue' })
})

test.each([
  'Bone marrow biopsy; the aspirate smear showed blasts.',
  'Sections of tumours; cultured cells of the same patient were used in vitro.',
  'Metastasis of a melanoma in the liver.',
  'Squamous carcinoma; cells of its cytologic smears are shown beside the histology.',
  'Migration of CD8 positive cells into tumour tissue.',
  'Proliferation of basal cells with loss of polarity.',
])('%s is kept', (caption) => {
  expect(judge(caption)).toMatchObject({ kind: 'keep' })
})
