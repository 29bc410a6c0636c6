/**
 * The nouns of the pipeline. Everything here is plain JSON except {@link RawImage}:
 * it travels between processes, rests in SQLite and is compared byte for byte.
 */

import type { FlagReason } from './reasons.ts'

/** COCO box `[x, y, width, height]` in pixels of the graphic as shipped. */
export type Bbox = readonly [x: number, y: number, width: number, height: number]

/** Half-open character range `[start, end)` into a figure's raw caption (UTF-16 code units). */
export type Span = readonly [start: number, end: number]

export const panelKinds = [
  'histology',
  'other_micro',
  'radiology',
  'photo',
  'gel',
  'chart',
  'diagram',
  'other',
] as const
export type PanelKind = (typeof panelKinds)[number]

export const stains = ['H&E', 'IHC', 'special', 'other', 'unspecified'] as const
export type Stain = (typeof stains)[number]

export const topics = [
  'breast',
  'lung',
  'gi',
  'liver_pancreas',
  'skin',
  'prostate_male',
  'kidney_urinary',
  'gyn',
  'cns',
  'head_neck',
  'heme',
  'soft_tissue_bone',
  'endocrine',
  'cardiovascular',
  'eye',
  'other',
] as const
export type Topic = (typeof topics)[number]

export type SpeciesVerdict = 'human' | 'nonhuman' | 'mixed' | 'unsure'

/** What a licence lets this project do with a crop and its caption. */
export type LicenceClass = 'commercial' | 'share_alike' | 'noncommercial' | 'forbidden' | 'unknown'

/** One place where a licence was stated, in the order of trust that the decision used. */
export interface LicenceEvidence {
  source:
    | 'json'
    | 'license_ref'
    | 'license_href'
    | 'ext_link'
    | 'license_p'
    | 'custom_meta'
    | 'html'
    | 'given'
  text: string
  /** SPDX id read from it, or null when the words say nothing usable. */
  spdx: string | null
}

export interface LicenceDecision {
  /** SPDX id such as `CC-BY-4.0`; `CC-BY` when no version is stated; null when unknown. */
  spdx: string | null
  class: LicenceClass
  evidence: LicenceEvidence[]
  /** True when two sources disagree on the class: a curator must look. */
  conflict: boolean
}

export interface Mention {
  /** The paragraph that cites the figure, without nested floats. */
  text: string
  /** Section titles from the outside in, e.g. `['Results', 'Histology']`. */
  section: string[]
  /** The words of the reference itself, e.g. `Figure 2A-C`. */
  reference: string
}

/** A sub-caption that the source itself ties to one graphic: alignment for free. */
export interface GraphicCaption {
  href: string
  label: string | null
  caption: string
}

export interface FigureSource {
  /** Unique within the article: the JATS id, or `fig-N` by position when it is missing or repeated. */
  figure_id: string
  ordinal: number
  label: string | null
  /** Mixed content in order, whitespace collapsed, NFC. */
  caption: string
  /** Where the caption was bold: panel markers are usually printed bold. */
  bold: Span[]
  graphic_captions: GraphicCaption[]
  mentions: Mention[]
  href: string | null
  /** A video or document that the figure holds instead of a picture. */
  media: string | null
  /** File name of the graphic as the source ships it; null when it is missing. */
  file: string | null
  /** Where a figure of a PDF lies: page from 1, box in points from the top left. */
  page?: { number: number; bbox_pt: Bbox }
  /** Words that point at somebody else's rights, e.g. `reproduced with permission`. */
  third_party: string | null
}

export interface Author {
  surname: string
  given: string
}

/** One article as its source states it, before any judgement. */
export interface Article {
  /** `PMC123.1`, `doi:10.…`, or `sha256:…` of the document when it has neither. */
  article_id: string
  pmcid: string | null
  version: number | null
  pmid: string | null
  doi: string | null
  title: string
  journal: string
  year: number | null
  authors: Author[]
  article_type: string | null
  language: string | null
  abstract: string
  keywords: string[]
  subjects: string[]
  mesh: string[]
  licence: LicenceDecision
  copyright: string | null
  retracted: boolean
  /** Where it came from: `pmc`, `archive`, `folder`, `xml`, `pdf`, `html`. */
  origin: string
  /** SHA-256 of the document bytes (XML, PDF, HTML). */
  document_sha256: string
  /** Codes of what was wrong but survivable, e.g. `xml_recovered`, `encoding_guessed`. */
  warnings: string[]
  figures: FigureSource[]
}

/** A figure decoded once: sRGB, 8 bit, EXIF orientation applied, row-major RGB. */
export interface RawImage {
  width: number
  height: number
  channels: 3
  data: Buffer
}

export interface Panel {
  bbox: Bbox
  kind: PanelKind
  /** Stain as it looks, only for histology. */
  stain: Stain | null
  /** Probability that the box is what `kind` says. */
  score: number
  /** Printed letter read in or beside the panel. */
  label: string | null
  label_score: number
}

/** One sub-caption; `full` = its spans (shared text included) in caption order. */
export interface SubCaption {
  labels: string[]
  subcaption: string
  full: string
  spans: Span[]
}

export interface CaptionSplit {
  multi: boolean
  panels: SubCaption[]
}

/** What the matcher gives for one histology panel. */
export interface Match {
  /** Index into the detector's panels. */
  panel: number
  labels: string[]
  /** Index into the splitter's sub-captions; null means the caption as a whole. */
  subcaption: number | null
  caption: string
  spans: Span[]
  /** Calibrated probability that the pair is right. */
  score: number
  evidence: Record<string, number | string | null>
  /** Why a curator should look, or null. */
  flag: FlagReason | null
}

export interface TextEvidence {
  field: string
  start: number
  end: number
  text: string
}

export interface SpeciesDecision {
  verdict: SpeciesVerdict
  score: number
  evidence: TextEvidence[]
}

/**
 * Words around one picture, nearest first. `caption` is the pair's own text and decides; the rest
 * speaks where it is silent. Absent fields are unknown, which is not the same as empty.
 */
export interface ClassifyInput {
  caption: string
  /** The caption of the whole figure, when `caption` is a part of it. */
  figure_caption?: string
  title?: string
  abstract?: string
  keywords?: string[]
  mesh?: string[]
  subjects?: string[]
  /** Paragraphs that cite the figure. */
  mentions?: string[]
}
