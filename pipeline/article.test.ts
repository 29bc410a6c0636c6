import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { folderStore } from '../store/folder.ts'
import { walkArticle } from './article.ts'
import { ItemError, RetryError } from './errors.ts'
import { createMemory } from './memory.ts'
import { picture } from './picture.ts'
import type { Plan } from './plan.ts'
import type { RememberedOutput } from './record.ts'
import { defineStage, drop, keep, type Stage, type Verdict } from './stage.ts'
import type { Article, FigureSource, Panel, SpeciesVerdict } from './types.ts'

const jpeg = await sharp({ create: { width: 200, height: 100, channels: 3, background: '#c8a' } })
  .jpeg()
  .toBuffer()

const figure = (figure_id: string, overrides: Partial<FigureSource> = {}): FigureSource => ({
  ...{ figure_id, ordinal: 0, label: 'Figure 1', caption: 'Colon. (A) H&E. (B) PAS.', bold: [] },
  ...{
    graphic_captions: [],
    mentions: [],
    href: figure_id,
    file: `${figure_id}.jpg`,
    third_party: null,
    media: null,
  },
  ...overrides,
})

const article = (figures: FigureSource[]): Article => ({
  ...{
    article_id: 'PMC1.1',
    pmcid: 'PMC1',
    version: 1,
    pmid: null,
    doi: null,
    title: 'T',
    journal: 'J',
  },
  ...{ year: 2020, authors: [], article_type: null, language: 'en', abstract: '', keywords: [] },
  ...{ subjects: [], mesh: [], copyright: null, retracted: false, origin: 'xml', warnings: [] },
  licence: { spdx: 'CC-BY-4.0', class: 'commercial', evidence: [], conflict: false },
  document_sha256: '0',
  figures,
})

const toy = <In, Out>(
  name: string,
  run: (item: In) => Verdict<Out>,
  print: (item: In) => unknown,
) => defineStage<In, Out>({ name, version: '1', fingerprint: print, run })

/** A plan of toy stages: two tissue panels side by side, one sub-caption each. */
const toyPlan = (
  species: SpeciesVerdict = 'human',
  licence: Verdict<never> | null = null,
): Plan => {
  type In<S> = S extends Stage<infer I, unknown> ? I : never
  type Figure = Plan['figure']
  type Pair = Plan['pair']
  const panel = (x: number): Panel => ({
    ...{ bbox: [x, 0, 100, 100], kind: 'histology', stain: 'H&E', score: 0.95 },
    ...{ label: null, label_score: 0 },
  })
  return {
    article: {
      licence: toy(
        'licence',
        (item) => licence ?? keep(item.licence),
        () => 1,
      ),
    },
    figure: {
      picture: picture(),
      detector: toy<In<Figure['detector']>, Panel[]>(
        'detector',
        () => keep([panel(0), panel(100)]),
        ({ image_sha256 }) => image_sha256,
      ),
      rights: toy(
        'rights',
        (item) => keep(item),
        (item) => item,
      ),
    },
    caption: {
      splitter: toy(
        'splitter',
        ({ caption }) =>
          keep({
            multi: true,
            panels: ['A', 'B'].map((label, index) => ({
              labels: [label],
              ...{
                subcaption: caption.slice(11 + 9 * index, 15),
                full: ['Colon. H&E.', 'Colon. PAS.'][index] ?? '',
              },
              spans: [[0, 6] as const],
            })),
          }),
        (item) => item,
      ),
    },
    match: {
      matcher: toy(
        'matcher',
        ({ split }) =>
          keep(
            split.panels.map(({ full, labels, spans }, index) => ({
              ...{ panel: index, labels, subcaption: index, caption: full, spans },
              ...{ score: 0.9, evidence: {}, flag: null },
            })),
          ),
        ({ split }) => split,
      ),
    },
    pair: {
      quality: toy(
        'quality',
        () => keep({ length: 3, language: 'en' }),
        (item) => item,
      ),
      species: toy<In<Pair['species']>, { verdict: SpeciesVerdict; score: number; evidence: [] }>(
        'species',
        () => keep({ verdict: species, score: 0.9, evidence: [] }),
        ({ caption }) => ({ caption, species }),
      ),
      stain: toy(
        'stain',
        () => keep({ stains: ['H&E' as const] }),
        ({ caption }) => caption,
      ),
      topic: toy(
        'topic',
        () => keep({ topic: 'gi' as const, score: 0.9 }),
        ({ caption }) => caption,
      ),
    },
    panel: {
      fingerprint: toy(
        'fingerprint',
        () => keep({ pixels: 'p', pdq: '0', quality: 1 }),
        ({ bbox }) => bbox,
      ),
    },
  }
}

const walk = async (
  figures: FigureSource[],
  {
    plan = toyPlan(),
    known = [] as RememberedOutput[],
    read = async (_file: string): Promise<Buffer> => jpeg,
  } = {},
) =>
  walkArticle(
    { article: article(figures), read, close: async () => undefined },
    {
      plan,
      memory: createMemory(known, {}),
      store: folderStore(await mkdtemp(join(tmpdir(), 'walk-'))),
    },
  )

test('each histology panel becomes a pair with its crop and its way home', async () => {
  const { figures, outcome } = await walk([figure('f1')])
  expect(outcome).toEqual({ state: 'kept' })
  const [first] = figures
  expect(first?.pairs.map(({ caption, stain, topic }) => [caption, stain, topic])).toEqual([
    ['Colon. H&E.', 'H&E', 'gi'],
    ['Colon. PAS.', 'H&E', 'gi'],
  ])
  expect(first?.panels.every(({ crop }) => crop?.width === 100)).toBe(true)
  expect(first?.stored).toMatch(/^[0-9a-f]{64}\.jpg$/)
  expect(first?.pairs.map(({ subcaption_id }) => subcaption_id)).toEqual(
    first?.subcaptions.map(({ id }) => id),
  )
})

test('a broken picture fails its figure, not its article', async () => {
  const read = async (file: string) => {
    if (file === 'f1.jpg') return Buffer.from('not a picture at all')
    if (file === 'f2.jpg') throw new ItemError('E_GONE', 'gone')
    return jpeg
  }
  const { figures, outcome } = await walk(
    ['f1', 'f2', 'f3'].map((id) => figure(id)),
    { read },
  )
  expect(figures.map(({ outcome: end }) => end.state)).toEqual(['failed', 'failed', 'kept'])
  expect(outcome.state).toBe('kept')
})

test('an error worth a retry is not swallowed', async () => {
  const read = async () => {
    throw new RetryError('E_NET', 'connection lost')
  }
  await expect(walk([figure('f1')], { read })).rejects.toThrow('connection lost')
})

test('missing graphics, captions and licences are drops with their reason, unread', async () => {
  const read = async () => {
    throw new Error('read although nothing is to be seen')
  }
  const figures = [
    figure('f1', { href: null, file: null }),
    figure('f2', { file: null }),
    figure('f3', { caption: '  ' }),
  ]
  const plain = await walk(figures, { read })
  expect(plain.figures.map(({ outcome }) => outcome)).toMatchObject([
    { reason: 'no_graphic' },
    { reason: 'missing_graphic' },
    { reason: 'no_caption' },
  ])
  const closed = await walk([figure('f1')], {
    read,
    plan: toyPlan('human', drop('licence_no_derivatives')),
  })
  expect(closed.outcome).toEqual({ state: 'dropped', reason: 'licence_no_derivatives' })
  expect(closed.figures[0]?.outcome).toEqual(closed.outcome)
})

test('a non-human pair is dropped and still has its box, caption and species', async () => {
  const { figures } = await walk([figure('f1')], { plan: toyPlan('nonhuman') })
  expect(figures[0]?.outcome).toEqual({ state: 'dropped', reason: 'non_human' })
  expect(figures[0]?.pairs[0]).toMatchObject({ species: 'nonhuman', caption: 'Colon. H&E.' })
  expect(figures[0]?.panels[0]?.crop).not.toBeNull()
})

test('after a change of the species filter alone, nothing else is computed again', async () => {
  const before = await walk([figure('f1')])
  const plan = toyPlan()
  const changed: Plan = {
    ...plan,
    pair: { ...plan.pair, species: { ...plan.pair.species, version: '2' } },
  }
  const after = await walk([figure('f1')], { plan: changed, known: before.outputs })
  const computed = Object.entries(after.stages).filter(([, count]) => count.computed > 0)
  expect(computed.map(([name]) => name)).toEqual(['species'])
  expect(after.figures).toEqual(before.figures)
})
