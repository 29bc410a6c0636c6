import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Bbox, type PanelKind, panelKinds, type Stain } from '../../../pipeline/types.ts'
import type { Part } from '../task.ts'

/**
 * Upstream groups that no model trains on: the quality split of `trainer/curation/detector/pool.py`.
 * A test holds the two lists equal.
 */
export const frozenGroups: ReadonlySet<string> = new Set([
  ...`PMC3178181 PMC4238170 PMC4569613 PMC5696514 PMC6079351 PMC6261265 elife-50356 plosone-0093988`
    .split(' ')
    .map((name) => `article:${name}`),
  ...['tiatoolbox-misc', 'neubias', 'valis-adincar33', 'skimage-ihc', 'jnkather-cd31'],
])

const inPart = (group: string, part: Part): boolean =>
  part === 'all' || (part === 'frozen') === frozenGroups.has(group)

const tissue: Record<string, Stain> = {
  he: 'H&E',
  ihc: 'IHC',
  special: 'special',
  tissue_unspecified: 'unspecified',
}
const otherKinds: Record<string, PanelKind> = {
  table: 'other',
  screenshot: 'other',
  texture: 'other',
}
const Kind = z.enum(panelKinds)

export interface GoldPanel {
  bbox: Bbox
  kind: PanelKind
  /** `unspecified` for tissue of unknown stain, null for anything else. */
  stain: Stain | null
  label: string | null
  /** The framed pictures of a panel that holds several. */
  parts: Bbox[]
}

export interface GoldFigure {
  /** Relative to `images/`. */
  file: string
  group: string
  source: 'gold-e2e' | 'gold-panels'
  panels: GoldPanel[]
  hasHistology: boolean
}

export interface SinglePicture {
  file: string
  group: string
  kind: PanelKind
  stain: Stain | null
  /** Path upstream: two cuts of one picture have the same. */
  origin: string
}

const lines = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

const Box = z.tuple([z.number(), z.number(), z.number(), z.number()])
const PanelFigure = z.object({
  file: z.string(),
  has_histology: z.boolean(),
  panels: z.array(
    z.object({
      bbox: Box,
      kind: Kind,
      stain: z.string().nullable(),
      label: z.string().nullable(),
      parts: z.array(Box).default([]),
    }),
  ),
})
const EndToEndFigure = z.object({
  article: z.string(),
  figure_id: z.string(),
  figure_file: z.string(),
  width: z.number(),
  height: z.number(),
  has_histology: z.boolean(),
  caption_raw: z.string(),
  panels: z.array(z.object({ bbox: Box, kind: z.string(), label: z.string().nullable() })),
})
export type EndToEndFigure = z.infer<typeof EndToEndFigure> & { file: string; group: string }

interface ManifestRow {
  file: string
  kind: string
  group: string
  notes: string
  origin: string
}

const readManifest = (data: string): ManifestRow[] => {
  const [head = '', ...rows] = readFileSync(join(data, 'images/manifest.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
  const columns = head.split('\t')
  return rows.map((line) => {
    const cells = line.split('\t')
    const cell = (name: string) => cells[columns.indexOf(name)] ?? ''
    return {
      file: cell('file'),
      kind: cell('kind'),
      group: cell('upstream_group'),
      notes: cell('notes'),
      origin: `${cell('source_repo')}/${cell('path_in_repo')}`,
    }
  })
}

/** Whether the real pictures lie beside the checkout. */
export const picturesExist = (data: string): boolean =>
  existsSync(join(data, 'images/manifest.tsv')) && existsSync(join(data, 'gold-panels'))

const groupsOf = (data: string) => new Map(readManifest(data).map((row) => [row.file, row.group]))

/** The 60 figures of the end-to-end gold, with their captions. */
export const endToEndFigures = (data: string, part: Part): EndToEndFigure[] => {
  const groups = groupsOf(data)
  return lines(join(data, 'gold-e2e/figures.jsonl'))
    .map((line) => {
      const figure = EndToEndFigure.parse(line)
      const file = [`tigr2ess-articles/${figure.article}`, 'openstax-anatomy']
        .map((folder) => `${folder}/${figure.figure_file}`)
        .find((path) => groups.has(path))
      if (file === undefined) throw new Error(`${figure.figure_file} is not in images/manifest.tsv`)
      return { ...figure, file, group: groups.get(file) ?? file }
    })
    .filter(({ group }) => inPart(group, part))
}

/** Every figure whose panels were drawn by hand: gold-e2e and gold-panels. */
export const goldFigures = (data: string, part: Part): GoldFigure[] => {
  const groups = groupsOf(data)
  const drawn = ['panels-articles', 'panels-textbooks'].flatMap((name) =>
    lines(join(data, `gold-panels/${name}.jsonl`)).map((line): GoldFigure => {
      const { file, has_histology, panels } = PanelFigure.parse(line)
      return {
        ...{ file, group: groups.get(file) ?? file, source: 'gold-panels' as const },
        hasHistology: has_histology,
        panels: panels.map(({ stain, ...panel }) => ({
          ...panel,
          stain: panel.kind === 'histology' ? stainOf(stain) : null,
        })),
      }
    }),
  )
  const paired = endToEndFigures(data, part).map(
    ({ file, group, has_histology, panels }): GoldFigure => ({
      ...{ file, group, source: 'gold-e2e', hasHistology: has_histology },
      panels: panels.map(({ bbox, kind, label }) => ({
        ...{ bbox, label, parts: [] },
        kind: tissue[kind] ? 'histology' : Kind.parse(kind),
        stain: tissue[kind] ?? null,
      })),
    }),
  )
  return [...drawn.filter(({ group }) => inPart(group, part)), ...paired]
}

const stainOf = (stain: string | null): Stain =>
  Object.values(tissue).find((name) => name === stain) ?? 'unspecified'

/** Kinds of the manifest that are no single picture. */
const composite = new Set(['figure', 'pdf', 'article'])
/** Windows around a slide show tissue, though they are no tissue picture. */
const showsTissue = /window around a slide/

/** Pictures of one kind each, tissue and others, without the annotated figures. */
export const singlePictures = (data: string, part: Part): SinglePicture[] => {
  const annotated = new Set(goldFigures(data, 'all').map(({ file }) => file))
  return readManifest(data)
    .filter(({ file, kind, notes }) => {
      if (composite.has(kind) || annotated.has(file)) return false
      return tissue[kind] !== undefined || !showsTissue.test(notes)
    })
    .filter(({ group }) => inPart(group, part))
    .map(({ file, group, kind, origin }) => ({
      ...{ file, group, origin, stain: tissue[kind] ?? null },
      kind: tissue[kind] ? 'histology' : Kind.parse(otherKinds[kind] ?? kind),
    }))
}
