import { defineStage, keep } from '../../pipeline/stage.ts'
import type { ClassifyInput, Stain } from '../../pipeline/types.ts'
import { readStains } from './read.ts'

export interface StainOptions {
  /** Folder with a `manifest.json` that replaces the shipped models. */
  models?: string
}

/**
 * Stains that the pair's own caption names; `unspecified` alone when it names none. Rules only: stain
 * names are a closed vocabulary, and the caption classifier added nothing to them where measured.
 */
export const stainTagger = (_: StainOptions = {}) =>
  defineStage<ClassifyInput, { stains: Stain[] }>({
    name: 'stain',
    version: '3',
    fingerprint: ({ caption }) => ({ caption }),
    run: ({ caption }) => keep({ stains: readStains(caption) }),
  })
