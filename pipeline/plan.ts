import { fingerprint } from '../dedup/index.ts'
import { detector } from '../detectors/index.ts'
import {
  captionQuality,
  licenceFilter,
  rightsFilter,
  speciesFilter,
  stainTagger,
} from '../filters/index.ts'
import { matcher } from '../matchers/index.ts'
import { splitter } from '../splitters/index.ts'
import { topicTagger } from '../topics/index.ts'
import { sha256 } from './ids.ts'
import { picture } from './picture.ts'
import type { LicenceClass } from './types.ts'

/** What an operator may choose; every choice that changes an output is in a stage's version. */
export interface PlanOptions {
  /** Licence classes that may enter. Default: CC0, public domain and CC BY. */
  licences?: LicenceClass[]
  /** Folder with a `manifest.json` that replaces the shipped models. */
  models?: string
}

/**
 * THE list of stages, in the order in which one article walks through them. Each level runs only
 * for what the level above has left: a figure of an article without a licence is never decoded.
 *
 * 1. article: may it be used at all?
 * 2. figure:  can it be read, which panels are in it, whose rights
 * 3. caption: which words belong to which panel letter (only figures with histology)
 * 4. match:   which sub-caption belongs to which histology panel
 * 5. pair:    human, stain, topic, and does the caption say anything
 * 6. panel:   hashes by which the corpus finds its duplicates
 *
 * `pipeline/article.ts` walks it; `pipeline/coordinator.ts` runs what needs the whole corpus:
 * duplicates, then splits, then the report.
 */
export const createPlan = ({ licences = ['commercial'], models }: PlanOptions = {}) => {
  const from = models === undefined ? {} : { models }
  return {
    article: { licence: licenceFilter({ classes: licences }) },
    figure: { picture: picture(), detector: detector(from), rights: rightsFilter() },
    caption: { splitter: splitter(from) },
    match: { matcher: matcher(from) },
    pair: {
      quality: captionQuality(),
      species: speciesFilter(from),
      stain: stainTagger(from),
      topic: topicTagger(from),
    },
    panel: { fingerprint: fingerprint() },
  }
}

export type Plan = ReturnType<typeof createPlan>

/** Name and version of every stage, in the order of the plan. */
export const stagesOf = (plan: Plan): { name: string; version: string }[] =>
  Object.values(plan).flatMap((level) =>
    Object.values(level).map(({ name, version }) => ({ name, version })),
  )

/** Changes when the walk itself changes what it makes of the same verdicts. */
const walkVersion = 1

/** One string that says what an article was made with: equal means nothing to do again. */
export const planVersion = (plan: Plan): string =>
  sha256(
    [walkVersion, ...stagesOf(plan).map((stage) => `${stage.name}@${stage.version}`)].join('\n'),
  ).slice(0, 16)
