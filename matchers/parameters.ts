import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { FatalError } from '../pipeline/errors.ts'
import { panelKinds } from '../pipeline/types.ts'
import { cueNames } from './cues.ts'

const CueRow = z.record(z.enum(panelKinds), z.object({ present: z.number(), absent: z.number() }))

/** What was fitted on real figures; made by `trainer/curation/matcher/fit.py`. */
const Parameters = z.object({
  moves: z.object({
    next: z.number(),
    stay: z.number(),
    skip: z.number(),
    back: z.number(),
    none: z.number(),
    differ: z.number(),
    jump: z.number(),
    band: z.number(),
  }),
  letters: z.object({
    /** Share of printed letters that are not read. */
    missed: z.number(),
    /** Most that a read letter is trusted. */
    trust: z.number(),
    /** Share of a letter's further pictures that carry a letter of their own. */
    repeated: z.number(),
  }),
  /** Weights of the other evidence in log likelihood. */
  weights: z.object({
    kind: z.number(),
    stain: z.number(),
    position: z.number(),
    look: z.number(),
  }),
  cues: z.record(z.enum(cueNames), CueRow),
  calibration: z.object({
    names: z.array(z.string()),
    weights: z.array(z.number()),
    bias: z.number(),
  }),
  /** Probability that the whole caption is right, by what the figure holds. */
  whole: z.object({
    single: z.number(),
    /** Several panels, at most one printed letter. */
    several: z.number(),
    /** Several printed letters: the caption should have been split. */
    lettered: z.number(),
  }),
  /** The same for a figure with a split caption that was not taken apart. */
  undivided: z.number(),
  /** The same for a panel that no label fits. */
  stray: z.number(),
  /** Below this probability a pair goes to a curator. */
  sure: z.number(),
})
export type Parameters = z.infer<typeof Parameters>

/** @throws FatalError `E_MODEL_LOAD` when the file is unreadable or of another shape. */
export const readParameters = (path: string): Parameters => {
  try {
    return Parameters.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    throw new FatalError('E_MODEL_LOAD', `cannot read the matcher's parameters ${path}`, { cause })
  }
}
