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
  ['HES, ×50.', ['H&E']],
  ['Mallory–Denk bodies in ballooned cells, H&E.', ['H&E']],
  ['CK7 outlines the ductules.', ['IHC']],
  ['SOX10 and S100 are diffusely expressed in the nests.', ['IHC']],
  ['Loss of MSH6 in the glands of an adenocarcinoma.', ['IHC']],
  ['Nuclear β-catenin in a desmoid.', ['IHC']],
  ['GH and prolactin by antibody cocktail.', ['IHC']],
  ['The p53 gene is mutated in clone 4.', ['unspecified']],
  ['Pax6 (red) and Tbr2 (green) in the neocortex.', ['other']],
  ['Insulin, cyan; glucagon, magenta; islets at week 8.', ['other']],
  ['Survival of T2 (red) and T4 (green) tumours, plots.', ['unspecified']],
  ['(A) Histology of the ileum. (B) Microvilli, electron micrograph.', ['other', 'unspecified']],
  ['Electron micrograph of an ultrathin section.', ['other']],
  // Names of antigens in words and symbols, how and where they were stained.
  ['Calbindin-positive neurons of the vermis.', ['IHC']],
  ['STAT6 nuclear in a solitary fibrous tumour.', ['IHC']],
  ['Smooth muscle actin decorates the capsule.', ['IHC']],
  ['Deposits visualised with 4G8.', ['IHC']],
  ['ABCC3-positive macrophages in the tumour.', ['IHC']],
  ['Nests in the dermis, haematoxylin counterstain.', ['IHC']],
  ['OPN: osteopontin; bone at week 8.', ['unspecified']],
  // Abbreviated and rare dyes.
  ['Aspirate with naked nuclei (Pap, ×200).', ['special']],
  ['Apple-green birefringence of the deposits.', ['special']],
  ['Paraphenylenediamine, nerve in cross-section.', ['special']],
  ['Haemalum-eosin, ×50.', ['H&E']],
  // Electron microscopy and hybridisation by their signs.
  ['Swollen mitochondria, 12,000×.', ['other']],
  ['Whole-mount in situ of Fgf8.', ['other']],
  ['Lobular carcinoma in situ and stem cells.', ['unspecified']],
] as const)('%s', (caption, expected) => {
  expect(readStains(caption)).toEqual(expected)
})

test('the tagger reads the pair’s own caption only', () => {
  const stage = stainTagger()
  const item = { caption: 'Normal colon', figure_caption: 'H&E', title: 'PAS' }
  expect(stage.run(item, {})).toEqual({ kind: 'keep', value: { stains: ['unspecified'] } })
  expect(stage.fingerprint(item)).toEqual({ caption: 'Normal colon' })
})
