import { z } from 'zod'
import { stains, topics } from '../pipeline/types.ts'
import { splits, states } from './sample.ts'

export const format = 'histocorpus-webdataset/1'

const Counts = z.record(z.string(), z.number().int().nonnegative())
const licenceClass = z.enum(['commercial', 'share_alike', 'noncommercial'])

export const ShardEntry = z.object({
  /** Path within the export, with forward slashes. */
  path: z.string(),
  topic: z.enum(topics),
  split: z.enum(splits),
  licence_class: licenceClass,
  rows: z.number().int().positive(),
  bytes: z.number().int().positive(),
  sha256: z.string(),
  /** Rows by SPDX id. */
  licences: Counts,
})
export type ShardEntry = z.infer<typeof ShardEntry>

export const Manifest = z.object({
  format: z.literal(format),
  name: z.string(),
  /** Digest of the corpus that the export was cut from. */
  corpus: z.string(),
  selection: z.object({
    topics: z.array(z.enum(topics)).nullable(),
    stains: z.array(z.enum(stains)).nullable(),
    splits: z.array(z.enum(splits)),
    licences: z.array(licenceClass),
    states: z.array(z.enum(states)),
    species: z.array(z.enum(['human', 'nonhuman', 'mixed', 'unsure'])),
  }),
  counts: z.object({
    pairs: z.number().int(),
    /** Different pictures, by SHA-256. */
    images: z.number().int(),
    /** Different captions, by their text. */
    captions: z.number().int(),
    articles: z.number().int(),
    topic: Counts,
    stain: Counts,
    species: Counts,
    split: Counts,
    licence: Counts,
  }),
  shards: z.array(ShardEntry),
})
export type Manifest = z.infer<typeof Manifest>
