import type { TextEvidence } from '../../pipeline/types.ts'

/** Which way a find speaks. A graft of human cells in an animal is not human tissue. */
export type Side = 'human' | 'animal' | 'xenograft' | 'plant' | 'microbe' | 'textbook'

export interface Find extends TextEvidence {
  side: Side
  /** What sort of cue, e.g. `strain`, `age and sex`. */
  kind: string
  /** 3 settles a text, 1 is a hint. */
  weight: number
}
