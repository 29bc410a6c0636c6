import type { ReportData, ReportPair } from './data.ts'

/** A pair for tests. */
export const reportPair = (image: Buffer, overrides: Partial<ReportPair> = {}): ReportPair => ({
  ...{ pair_id: 'pair_1', image, caption: 'Colon, H&E, ×200.', labels: ['A'], topic: 'gi' },
  ...{ stain: 'H&E', species: 'human', split: 'train', state: 'kept', reason: null, score: 0.93 },
  ...{ article: 'PMC99000001.1', title: 'Glands', journal: 'Fixture Archives', year: 2021 },
  ...{ url: 'https://doi.org/10.5555/1', licence: 'CC-BY-4.0', figure_label: 'Figure 1' },
  ...{ figure_id: 'F1', file: 'x-g001.jpg', bbox: [10, 10, 300, 200] },
  ...overrides,
})

/** A whole report for tests: every section has something in it. */
export const reportData = (image: Buffer): ReportData => ({
  run: [
    ['Inputs', 'demo-input/'],
    ['Corpus digest', '5b1e'],
  ],
  levels: [
    { item: 'articles', in: 14, kept: 6, flagged: 1, dropped: 4, failed: 3 },
    { item: 'figures', in: 29, kept: 12, flagged: 2, dropped: 11, failed: 4 },
    { item: 'panels', in: 47, kept: 19, flagged: 2, dropped: 26, failed: 0 },
    { item: 'subcaptions', in: 38, kept: 19, flagged: 2, dropped: 17, failed: 0 },
    { item: 'pairs', in: 24, kept: 19, flagged: 2, dropped: 3, failed: 0 },
  ],
  reasons: [
    { item: 'articles', state: 'dropped', reason: 'licence_unknown', count: 4 },
    { item: 'articles', state: 'failed', reason: 'E_XML', count: 3 },
    { item: 'figures', state: 'dropped', reason: 'not_histology', count: 11 },
    { item: 'figures', state: 'failed', reason: 'E_IMAGE_TRUNCATED', count: 4 },
    { item: 'panels', state: 'dropped', reason: 'not_histology', count: 26 },
    { item: 'pairs', state: 'flagged', reason: 'species_mixed', count: 2 },
    { item: 'pairs', state: 'dropped', reason: 'non_human', count: 3 },
  ],
  topics: { breast: 6, gi: 8, kidney_urinary: 5 },
  stains: { 'H&E': 13, IHC: 3, special: 3 },
  licences: { 'CC-BY-4.0': 15, 'CC0-1.0': 4 },
  species: { human: 19, nonhuman: 3, mixed: 2 },
  splits: { train: 15, val: 2, test: 2 },
  captionWords: { 6: 2, 9: 4, 12: 5, 14: 3, 18: 2, 23: 2, 41: 1 },
  pairs: [reportPair(image), reportPair(image, { pair_id: 'pair_2', topic: 'breast' })],
  flagged: [reportPair(image, { pair_id: 'pair_3', state: 'flagged', reason: 'species_mixed' })],
  nonhuman: [reportPair(image, { pair_id: 'pair_4', state: 'dropped', reason: 'non_human' })],
  failures: [
    { code: 'E_XML', item: 'PMC99000013', message: 'line 9: not XML', remedy: 'get it again' },
  ],
  models: [
    {
      ...{ name: 'detector', task: 'histology panels', licence: 'Apache-2.0' },
      ...{ sha256: 'a'.repeat(64), scores: 'AP50 0.95' },
    },
  ],
})
