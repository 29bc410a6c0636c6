import type { PairRow } from '../db/pairs.ts'
import { articleUrl } from './attribution.ts'

const parse = (text: string): unknown => JSON.parse(text)

/** The line of `histocorpus pairs`: what the pair is, and everything that leads home. */
export const pairLine = (row: PairRow) => ({
  pair_id: row.id,
  article: row.article_id,
  figure_id: row.figure_name,
  figure_label: row.figure_label,
  figure_file: row.file,
  bbox: [row.x, row.y, row.width, row.height],
  labels: parse(row.labels),
  caption: row.caption,
  caption_raw: row.caption_raw,
  spans: parse(row.spans),
  species: row.species,
  stain: row.stain,
  topic: row.topic,
  licence: row.licence,
  licence_class: row.licence_class,
  split: row.split,
  state: row.state,
  reason: row.reason,
  score: row.score,
  panel_score: row.panel_score,
  panel_label: row.panel_label,
  evidence: parse(row.evidence),
  species_score: row.species_score,
  species_evidence: parse(row.species_evidence),
  caption_stains: parse(row.caption_stains),
  topic_score: row.topic_score,
  cluster: row.cluster_id,
  image: `panels/${row.crop_sha256.slice(0, 2)}/${row.crop_sha256}.jpg`,
  image_sha256: row.crop_sha256,
  graphic: `figures/${row.stored.slice(0, 2)}/${row.stored}`,
  graphic_sha256: row.graphic_sha256,
  graphic_md5: row.graphic_md5,
  pmcid: row.pmcid,
  version: row.version,
  pmid: row.pmid,
  doi: row.doi,
  url: articleUrl(row),
  title: row.title,
  journal: row.journal,
  year: row.year,
  licence_evidence: parse(row.licence_evidence),
  attribution: row.attribution,
  mentions: parse(row.mentions),
})

export type PairLine = ReturnType<typeof pairLine>
