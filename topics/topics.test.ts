import { expect, test } from 'vitest'
import type { ClassifyInput, Topic } from '../pipeline/types.ts'
import { topics } from '../pipeline/types.ts'
import { fuseTopics } from './fuse.ts'
import { topicTagger } from './index.ts'
import { organWords } from './lexicon.ts'
import { readTopics, ruleTopic } from './read.ts'

const topic = (input: ClassifyInput | string) =>
  ruleTopic(readTopics(typeof input === 'string' ? { caption: input } : input)).topic

test.each([
  ['Invasive ductal carcinoma of the breast', 'breast'],
  ['Alveolar septa with hyaline membranes', 'lung'],
  ['Villous atrophy in the duodenum', 'gi'],
  ['Bile ducts in a portal tract', 'liver_pancreas'],
  ['Epidermis with acanthosis', 'skin'],
  ['Seminiferous tubules', 'prostate_male'],
  ['Glomerulus with a crescent', 'kidney_urinary'],
  ['Chorionic villi of the placenta', 'gyn'],
  ['Purkinje cells of the cerebellum', 'cns'],
  ['Parotid gland', 'head_neck'],
  ['Bone marrow trephine', 'heme'],
  ['Articular cartilage of the knee joint', 'soft_tissue_bone'],
  ['Thyroid follicles', 'endocrine'],
  ['Myocardium with infarct', 'cardiovascular'],
  ['Retina with loss of photoreceptors', 'eye'],
  ['Cells at the arrow', 'other'],
  ['Epidermis and xylem of a rice leaf', 'other'],
] as const)('%s: %s', (caption, expected) => {
  expect(topic(caption)).toBe(expected)
})

test('every topic but other has words', () => {
  expect([...Object.keys(organWords), 'other'].sort()).toEqual([...topics].sort())
})

test('a metastasis counts at the site shown', () => {
  expect(topic('Lymph node with metastatic prostate carcinoma')).toBe('heme')
  expect(topic('Liver with metastasis of a colon carcinoma')).toBe('liver_pancreas')
})

test('the organ a metastasis came from is not the organ shown', () => {
  expect(topic('Axillary node with metastatic ductal carcinoma of the breast')).toBe('heme')
})

test('what something is in outweighs what it is', () => {
  expect(topic('Lipoma of the colon')).toBe('gi')
  expect(topic('Microglia in the inner retina')).toBe('eye')
})

test('a marker is no organ', () => {
  expect(topic('Stomach with spindle cells; synaptophysin and neurofilament')).toBe('gi')
})

test('fungi in a caption lie in tissue, fungi in a title are what was studied', () => {
  expect(topic('Transbronchial biopsy with hyphae')).toBe('lung')
  expect(
    topic({ caption: 'Surface of the wall', title: 'Spores of a yeast beside gut bacteria' }),
  ).toBe('other')
})

test.each([
  ['Periapical cyst', 'head_neck'],
  ['Trabecular meshwork in glaucoma', 'eye'],
  ['Demyelination of the corpus callosum', 'cns'],
  ['Intrahepatic ducts', 'liver_pancreas'],
] as const)('parts of organs with a prefix: %s', (caption, expected) => {
  expect(topic(caption)).toBe(expected)
})

test.each([
  // Diseases and structures of one organ name it; routes and hormones do not.
  ['Elastosis, black in the stain', 'skin'],
  ['Fungus ball in a cavity of the upper lobe', 'lung'],
  ['Radial scar with entrapped tubules', 'breast'],
  ['Loss of the alveolar crest', 'head_neck'],
  ['Antral follicles after treatment', 'gyn'],
  ['Nucleus tractus solitarius after intraperitoneal cholecystokinin', 'cns'],
  ['Solid pseudopapillary neoplasm', 'liver_pancreas'],
  ['Leaf-like architecture of a phyllodes tumour', 'breast'],
] as const)('%s: %s', (caption, expected) => {
  expect(topic(caption)).toBe(expected)
})

test('growth factors and shapes are no organs', () => {
  expect(topic('Effect of hepatocyte growth factor on heart-shaped cells')).toBe('other')
})

test('the title tells the organ of a silent caption, the caption beats the title', () => {
  expect(topic({ caption: 'Clear cells, H&E', title: 'Tumours of the kidney' })).toBe(
    'kidney_urinary',
  )
  expect(topic({ caption: 'Skin and dermis', title: 'Tumours of the kidney' })).toBe('skin')
})

test('the model is heard only where no organ is named, and only when it is sure', () => {
  const none = readTopics({ caption: 'Clear cells' })
  const eye = Object.fromEntries(topics.map((name) => [name, name === 'eye' ? 0.9 : 0])) as Record<
    Topic,
    number
  >
  expect(fuseTopics(none, eye, 0.6)).toEqual({ topic: 'eye', score: 0.9 })
  expect(fuseTopics(none, eye, 0.95).topic).toBe('other')
  expect(fuseTopics(readTopics({ caption: 'Retina and skin, skin, dermis' }), eye, 0.6).topic).toBe(
    'skin',
  )
})

test('the tagger’s fingerprint leaves out what the topic never reads', async () => {
  const stage = topicTagger()
  const item = { caption: 'Liver', mentions: ['kidney'], subjects: ['Oncology'] }
  expect(stage.fingerprint(item)).toEqual({ caption: 'Liver' })
  expect(await stage.run(item, {})).toMatchObject({ value: { topic: 'liver_pancreas' } })
})

test('the word lists can be read in lower case: no escape of theirs is a capital letter', () => {
  const lists = Object.values(organWords).flatMap(({ site, shared }) => [site, shared])
  expect(lists.filter((list) => /\\[A-Z]|\\p\{/.test(list))).toEqual([])
})
