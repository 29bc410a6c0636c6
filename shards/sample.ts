import type { LicenceClass, SpeciesVerdict, Stain, Topic } from '../pipeline/types.ts'

export const splits = ['train', 'val', 'test'] as const
export type Split = (typeof splits)[number]

export const states = ['kept', 'flagged', 'dropped'] as const
export type State = (typeof states)[number]

/** One pair as an export sees it. The picture is read only when its turn comes. */
export interface Sample {
  pair_id: string
  /** Id of the article: credits and the leak check go by it. */
  article: string
  topic: Topic
  stain: Stain
  species: SpeciesVerdict
  split: Split
  state: State
  /** Why it is not kept, e.g. `non_human`; null for kept pairs. */
  reason: string | null
  licence: { spdx: string | null; class: LicenceClass }
  /** Credit line of the article. */
  attribution: string
  caption: string
  /** Everything that leads home; becomes the sample's `.json`, beside the fields above. */
  provenance: object
  panel: {
    /** SHA-256 of the stored JPEG. */
    sha256: string
    width: number
    height: number
    read(): Promise<Buffer>
  }
}
