import type { ArticleRecord, FigureRecord } from '../pipeline/record.ts'

/** A small, valid record for tests: one figure, one histology panel, one pair. */
export const sampleRecord = (
  article_id: string,
  overrides: Partial<FigureRecord['pairs'][number]> = {},
): ArticleRecord => {
  const id = (name: string) => `${name}_${article_id}`
  const kept = { state: 'kept' } as const
  return {
    article: {
      ...{ article_id, pmcid: article_id.split('.')[0] ?? null, version: 1, pmid: null, doi: null },
      ...{ title: `Title of ${article_id}`, journal: 'Journal', year: 2020, authors: [] },
      ...{ article_type: 'research-article', language: 'en', abstract: '', keywords: [] },
      ...{ subjects: [], mesh: [], copyright: null, retracted: false, origin: 'xml' },
      licence: { spdx: 'CC-BY-4.0', class: 'commercial', evidence: [], conflict: false },
      document_sha256: '0'.repeat(64),
      warnings: [],
    },
    outcome: kept,
    outputs: [
      { stage: 'detector', version: '1', input: id('in'), verdict: { kind: 'keep', value: 1 } },
    ],
    stages: { detector: { computed: 1, remembered: 0, seconds: 0.1 } },
    figures: [
      {
        ...{ id: id('fig'), figure_id: 'F1', ordinal: 0, label: 'Figure 1' },
        ...{ caption: 'Colon, H&E.', href: 'f1', file: 'f1.jpg', graphic_sha256: 'a'.repeat(64) },
        ...{ graphic_md5: 'b'.repeat(32), width: 100, height: 80, stored: `${'a'.repeat(64)}.jpg` },
        ...{ third_party: null, mentions: [], outcome: kept },
        panels: [
          {
            ...{
              id: id('panel'),
              ordinal: 0,
              bbox: [0, 0, 100, 80],
              kind: 'histology',
              stain: 'H&E',
            },
            ...{ score: 0.9, label: null, label_score: 0, outcome: kept },
            crop: { sha256: 'c'.repeat(64), width: 100, height: 80, bytes: 1000 },
            fingerprint: { pixels: id('pixels'), pdq: '0'.repeat(64), quality: 100 },
          },
        ],
        subcaptions: [
          {
            ...{
              id: id('sub'),
              ordinal: 0,
              labels: [],
              subcaption: 'Colon, H&E.',
              full: 'Colon, H&E.',
            },
            ...{ spans: [[0, 11]], outcome: kept },
          },
        ],
        pairs: [
          {
            ...{ id: id('pair'), ordinal: 0, panel_id: id('panel'), subcaption_id: id('sub') },
            ...{ labels: [], caption: 'Colon, H&E.', spans: [[0, 11]], score: 0.9, evidence: {} },
            ...{ species: 'human', species_score: 0.9, species_evidence: [], stain: 'H&E' },
            ...{ caption_stains: ['H&E'], topic: 'gi', topic_score: 0.9, outcome: kept },
            ...overrides,
          },
        ],
      },
    ],
  }
}
