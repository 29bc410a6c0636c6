import { z } from 'zod'
import { dropReasons, flagReasons } from './reasons.ts'
import { type Article, panelKinds, stains, topics } from './types.ts'

/**
 * What a worker returns for one article: plain JSON that the coordinator writes in one
 * transaction. The schema is the edge between processes, so the types are read off it.
 */

const DropReason = z.enum(Object.keys(dropReasons) as [keyof typeof dropReasons])
const FlagReason = z.enum(Object.keys(flagReasons) as [keyof typeof flagReasons])
const BboxShape = z.tuple([z.number(), z.number(), z.number(), z.number()])
const SpanShape = z.tuple([z.number(), z.number()])

/** The terminal state of any item: exactly one, with a reason unless it is kept. */
export const Outcome = z.discriminatedUnion('state', [
  z.object({ state: z.literal('kept') }),
  z.object({ state: z.literal('dropped'), reason: DropReason }),
  z.object({ state: z.literal('flagged'), reason: FlagReason, score: z.number() }),
  z.object({ state: z.literal('failed'), code: z.string(), message: z.string() }),
])
export type Outcome = z.infer<typeof Outcome>

const CropShape = z.object({
  /** SHA-256 of the stored JPEG: its name in `panels/`. */
  sha256: z.string(),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
})
export type Crop = z.infer<typeof CropShape>

const FingerprintShape = z.object({ pixels: z.string(), pdq: z.string(), quality: z.number() })

const PanelRecord = z.object({
  id: z.string(),
  ordinal: z.number(),
  bbox: BboxShape,
  kind: z.enum(panelKinds),
  stain: z.enum(stains).nullable(),
  score: z.number(),
  label: z.string().nullable(),
  label_score: z.number(),
  crop: CropShape.nullable(),
  fingerprint: FingerprintShape.nullable(),
  outcome: Outcome,
})
export type PanelRecord = z.infer<typeof PanelRecord>

const SubCaptionRecord = z.object({
  id: z.string(),
  ordinal: z.number(),
  labels: z.array(z.string()),
  subcaption: z.string(),
  full: z.string(),
  spans: z.array(SpanShape),
  outcome: Outcome,
})
export type SubCaptionRecord = z.infer<typeof SubCaptionRecord>

const PairRecord = z.object({
  id: z.string(),
  ordinal: z.number(),
  panel_id: z.string(),
  subcaption_id: z.string().nullable(),
  labels: z.array(z.string()),
  caption: z.string(),
  spans: z.array(SpanShape),
  score: z.number(),
  evidence: z.record(z.string(), z.unknown()),
  species: z.enum(['human', 'nonhuman', 'mixed', 'unsure']),
  species_score: z.number(),
  species_evidence: z.array(
    z.object({ field: z.string(), start: z.number(), end: z.number(), text: z.string() }),
  ),
  /** Stain of this panel: words and looks together. */
  stain: z.enum(stains),
  /** Stains that the words name. */
  caption_stains: z.array(z.enum(stains)),
  topic: z.enum(topics),
  topic_score: z.number(),
  outcome: Outcome,
})
export type PairRecord = z.infer<typeof PairRecord>

const FigureRecord = z.object({
  id: z.string(),
  figure_id: z.string(),
  ordinal: z.number(),
  label: z.string().nullable(),
  caption: z.string(),
  href: z.string().nullable(),
  file: z.string().nullable(),
  graphic_sha256: z.string().nullable(),
  graphic_md5: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  /** Name in `figures/` of the graphic as shipped, when it was worth keeping. */
  stored: z.string().nullable(),
  third_party: z.string().nullable(),
  mentions: z.array(
    z.object({ text: z.string(), section: z.array(z.string()), reference: z.string() }),
  ),
  panels: z.array(PanelRecord),
  subcaptions: z.array(SubCaptionRecord),
  pairs: z.array(PairRecord),
  outcome: Outcome,
})
export type FigureRecord = z.infer<typeof FigureRecord>

/** One remembered stage output of this article. */
export const RememberedOutput = z.object({
  stage: z.string(),
  version: z.string(),
  input: z.string(),
  verdict: z.unknown(),
})
export type RememberedOutput = z.infer<typeof RememberedOutput>

/** How often each stage ran, was remembered, and how long it took, for status and profile. */
const StageCount = z.object({ computed: z.number(), remembered: z.number(), seconds: z.number() })
export type StageCount = z.infer<typeof StageCount>

const ArticleFacts = z.custom<Omit<Article, 'figures'>>(
  (value) => typeof value === 'object' && value !== null && 'article_id' in value,
  'an article without article_id',
)

export const ArticleRecord = z.object({
  article: ArticleFacts,
  outcome: Outcome,
  figures: z.array(FigureRecord),
  outputs: z.array(RememberedOutput),
  stages: z.record(z.string(), StageCount),
})
export type ArticleRecord = z.infer<typeof ArticleRecord>
