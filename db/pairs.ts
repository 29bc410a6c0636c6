import { createHash } from 'node:crypto'
import { canonicalJson } from '../pipeline/ids.ts'
import type { LicenceClass, Stain, Topic } from '../pipeline/types.ts'
import { type Db, sql } from './open.ts'

/** A pair joined with its panel, figure and article, as SQL gives it; JSON columns still text. */
export interface PairRow {
  id: string
  article_id: string
  figure_id: string
  figure_name: string
  figure_label: string | null
  file: string
  href: string | null
  stored: string
  graphic_sha256: string
  graphic_md5: string
  figure_width: number
  figure_height: number
  caption: string
  caption_raw: string
  labels: string
  spans: string
  mentions: string
  x: number
  y: number
  width: number
  height: number
  score: number
  panel_score: number
  panel_stain: Stain | null
  panel_label: string | null
  crop_sha256: string
  crop_bytes: number
  pixels: string | null
  pdq: string | null
  pdq_quality: number | null
  evidence: string
  species: 'human' | 'nonhuman' | 'mixed' | 'unsure'
  species_score: number
  species_evidence: string
  stain: Stain
  caption_stains: string
  topic: Topic
  topic_score: number
  own_state: 'kept' | 'dropped' | 'flagged' | 'failed'
  own_reason: string | null
  own_score: number | null
  state: 'kept' | 'dropped' | 'flagged' | 'failed'
  reason: string | null
  cluster_id: string | null
  leader: number
  pmcid: string | null
  version: number | null
  pmid: string | null
  doi: string | null
  title: string
  journal: string
  year: number | null
  licence: string | null
  licence_class: LicenceClass
  licence_evidence: string
  attribution: string
  split: 'train' | 'val' | 'test' | null
  facts: string
}

/** Every pair of the corpus in canonical order: article, figure, panel. */
export const pairRows = (db: Db): IterableIterator<PairRow> =>
  db.prepare(sql('pairs-canonical')).iterate() as IterableIterator<PairRow>

/**
 * The corpus as one number: SHA-256 over every pair in canonical order. Two runs over the same
 * input have the same digest, whatever the number of workers, the order or the interruptions.
 */
export const corpusDigest = (db: Db): string => {
  const hash = createHash('sha256')
  for (const row of pairRows(db)) hash.update(`${canonicalJson({ ...row, rowid_: 0 })}\n`)
  return hash.digest('hex')
}
