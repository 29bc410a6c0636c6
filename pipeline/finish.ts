import sharp from 'sharp'
import { failures, tallies } from '../db/census.ts'
import { itemCounts, reasonCounts } from '../db/invariant.ts'
import { markCorpus } from '../db/marks.ts'
import type { Db } from '../db/open.ts'
import { corpusDigest, type PairRow, pairRows } from '../db/pairs.ts'
import type { ModelEntry } from '../models/manifest.ts'
import { type ReportPair, renderReport } from '../report/index.ts'
import type { Store } from '../store/store.ts'
import { articleUrl } from './attribution.ts'
import { toHistocorpusError } from './errors.ts'
import type { StageCount } from './record.ts'

export interface FinishOptions {
  db: Db
  store: Store
  inputs: readonly string[]
  plan: string
  stages: Record<string, StageCount>
  models: Record<string, ModelEntry>
}

export interface Finished {
  digest: string
  report: string
  /** Content of `run.json`: what made this corpus. */
  run: object
}

/** Pictures on each sheet of the report, and their longer side in pixels. */
const sheet = { pairs: 60, flagged: 24, nonhuman: 12, side: 280 }

/** What needs the whole corpus, in order: duplicates, splits, the digest, the report. */
export const finishCorpus = async (options: FinishOptions): Promise<Finished> => {
  const { db, inputs, plan, stages, models } = options
  markCorpus(db)
  const digest = corpusDigest(db)
  const run = {
    format: 1,
    digest,
    plan,
    inputs,
    counts: itemCounts(db),
    stages,
    models: Object.fromEntries(Object.entries(models).map(([name, { sha256 }]) => [name, sha256])),
    terms:
      'Articles of PMC come from the National Library of Medicine; this corpus may not hold their most current version.',
  }
  return { digest, run, report: renderReport(await reportData(options, digest)) }
}

const reportData = async ({ db, store, inputs, plan, models }: FinishOptions, digest: string) => {
  const { kept, flagged, nonhuman } = sampleRows(db)
  const show = (rows: PairRow[]) => Promise.all(rows.map((row) => reportPair(row, store)))
  return {
    run: [
      ['Inputs', inputs.join(', ') || 'those of earlier runs'],
      ['Corpus digest', digest.slice(0, 16)],
      ['Plan version', plan],
    ] as [string, string][],
    levels: itemCounts(db),
    reasons: reasonCounts(db),
    ...tallies(db),
    pairs: await show(kept),
    flagged: await show(flagged),
    nonhuman: await show(nonhuman),
    failures: failures(db).map((failure) => ({ ...failure, remedy: null })),
    models: Object.entries(models).map(([name, { task, licence, sha256, scores }]) => ({
      ...{ name, task, licence, sha256 },
      scores: Object.entries(scores)
        .map(
          ([measure, value]) =>
            `${measure} ${typeof value === 'object' ? JSON.stringify(value) : value}`,
        )
        .join('; '),
    })),
  }
}

/** Pair ids are hashes, so the smallest ones are a sample that does not change between runs. */
const sampleRows = (db: Db) => {
  const take = (rows: PairRow[], row: PairRow, most: number) => {
    rows.push(row)
    rows.sort((a, b) => (a.id < b.id ? -1 : 1))
    rows.splice(most)
  }
  const found = { kept: [] as PairRow[], flagged: [] as PairRow[], nonhuman: [] as PairRow[] }
  for (const row of pairRows(db)) {
    if (row.state === 'kept') take(found.kept, row, sheet.pairs)
    else if (row.state === 'flagged') take(found.flagged, row, sheet.flagged)
    else if (row.reason === 'non_human') take(found.nonhuman, row, sheet.nonhuman)
  }
  return found
}

const reportPair = async (row: PairRow, store: Store): Promise<ReportPair> => ({
  pair_id: row.id,
  image: await thumbnail(row, store),
  caption: row.caption,
  labels: JSON.parse(row.labels) as string[],
  ...{ topic: row.topic, stain: row.stain, species: row.species, split: row.split },
  ...{ state: row.state, reason: row.reason, score: row.score, article: row.article_id },
  ...{ title: row.title, journal: row.journal, year: row.year, url: articleUrl(row) },
  ...{ licence: row.licence, figure_label: row.figure_label, figure_id: row.figure_name },
  file: row.file,
  bbox: [row.x, row.y, row.width, row.height],
})

const thumbnail = async (row: PairRow, store: Store): Promise<Buffer> => {
  try {
    const crop = await store.get('panels', `${row.crop_sha256}.jpg`)
    return await sharp(crop)
      .resize(sheet.side, sheet.side, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 80 })
      .toBuffer()
  } catch (thrown) {
    throw toHistocorpusError(thrown, 'E_REPORT_IMAGE')
  }
}
