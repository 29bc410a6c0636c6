/** What the report shows. The owner of the corpus fills it from SQL; nothing here touches a file. */

export type ItemName = 'articles' | 'figures' | 'panels' | 'subcaptions' | 'pairs'

/** One level of the ledger: in = kept + flagged + dropped + failed. */
export interface LevelCount {
  item: ItemName
  in: number
  kept: number
  flagged: number
  dropped: number
  failed: number
}

export interface ReasonTally {
  item: ItemName
  state: 'dropped' | 'flagged' | 'failed'
  /** Drop or flag reason; for failed items an error code. */
  reason: string
  count: number
}

export interface ReportPair {
  pair_id: string
  /** JPEG thumbnail of the panel; 240–320 pixels on the longer side look best. */
  image: Buffer
  caption: string
  /** Printed panel letters; empty for a figure of one panel. */
  labels: string[]
  topic: string
  stain: string
  species: string
  split: string | null
  state: string
  reason: string | null
  /** Matcher's probability, 0…1. */
  score: number
  article: string
  title: string
  journal: string
  year: number | null
  /** DOI or PMC address. */
  url: string | null
  licence: string | null
  figure_label: string | null
  figure_id: string
  file: string
  bbox: readonly [x: number, y: number, width: number, height: number]
}

export interface ReportFailure {
  code: string
  /** Article, file or figure that failed. */
  item: string
  message: string
  /** What to do about it; null when the message says it. */
  remedy: string | null
}

export interface ReportModel {
  name: string
  task: string
  licence: string
  sha256: string
  /** Measured scores in words, e.g. `AP50 0.95 on 60 panels`. */
  scores: string
}

export interface ReportData {
  /** Facts of the run in order of display, e.g. `['Inputs', 'articles/']`. */
  run: readonly (readonly [label: string, value: string])[]
  levels: LevelCount[]
  reasons: ReasonTally[]
  /** Kept pairs by label. */
  topics: Record<string, number>
  stains: Record<string, number>
  licences: Record<string, number>
  /** All pairs by species verdict, dropped ones too. */
  species: Record<string, number>
  splits: Record<string, number>
  /** Kept pairs by the number of words of their caption. */
  captionWords: Record<string, number>
  /** A sample of kept pairs for the contact sheet. */
  pairs: ReportPair[]
  flagged: ReportPair[]
  nonhuman: ReportPair[]
  failures: ReportFailure[]
  models: ReportModel[]
}
