import { expect, test } from 'vitest'
import { stainTagger } from './index.ts'
import { readStains } from './read.ts'

test.each([
  ['Colon, H&E, ×200.', ['H&E']],
  ['haematoxylin–eosin stain', ['H&E']],
  ['HE staining of the liver', ['H&E']],
  ['Immunohistochemistry for Ki-67, DAB.', ['IHC']],
  ['Synaptophysin, ×100.', ['IHC']],
  ['Tumour cells are positive for CD20 (H&E inset).', ['H&E', 'IHC']],
  ['PAS and Masson trichrome.', ['special']],
  ['Ziehl–Neelsen stain', ['special']],
  ['periodic acid–Schiff', ['special']],
  ['CD31 (green), DAPI (blue), confocal image', ['other']],
  ['Immunohistochemistry: vimentin (green), nuclei (Hoechst).', ['other']],
  ['FISH with a HER2 probe', ['other']],
  ['TEM of podocytes', ['other']],
  ['Dermatitis with spongiosis.', ['unspecified']],
  ['Skin of a fish. Bars show mean ± SEM.', ['unspecified']],
  ['Cells that express the PAS-A domain, H&E.', ['H&E']],
] as const)('%s', (caption, expected) => {
  expect(readStains(caption)).toEqual(expected)
})

test('the tagger reads the pair’s own caption only', () => {
  const stage = stainTagger()
  const item = { caption: 'Normal colon', figure_caption: 'H&E', title: 'PAS' }
  expect(stage.run(item, {})).toEqual({ kind: 'keep', value: { stains: ['unspecified'] } })
  expect(stage.fingerprint(item)).toEqual({ caption: 'Normal colon' })
})
