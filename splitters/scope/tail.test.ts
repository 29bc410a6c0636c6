import { expect, test } from 'vitest'
import { looksShared, saysTheSame } from './tail.ts'

test.each([
  'Scale bar, 50 µm.',
  'Data are means ± SD of three experiments.',
  'H&E stain, ×200.',
  'Hematoxylin and eosin.',
  'CV, central vein.',
  '*p < 0.05.',
  'Actin served as the internal control.',
  'There were four biological replicates.',
  'The figure was created with a drawing program.',
  'PG pollen grain, En endothecium, Ov ovule',
])('%s closes the caption of every panel', (sentence) => {
  expect(looksShared(sentence)).toBe(true)
})

test.each([
  'The tumour invades the muscle.',
  'Support comes from 1000 replicates.',
  'H&E shows a nodular lesion.',
  'Nuclei are enlarged and pleomorphic.',
])('%s goes on about one panel', (sentence) => {
  expect(looksShared(sentence)).toBe(false)
})

test('panels of one sentence each that say nearly the same share their end', () => {
  expect(saysTheSame('Volcano plot of genes in roots.', 'Volcano plot of genes in buds.')).toBe(
    true,
  )
  expect(saysTheSame('Volcano plot of genes in roots.', 'Map of the vector.')).toBe(false)
})
