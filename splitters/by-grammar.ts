import type { CaptionSplit } from '../pipeline/types.ts'
import { assemble, whole } from './assemble.ts'
import { readMarkers } from './grammar/index.ts'
import { scope } from './scope.ts'

/** Splits a caption by rules alone: the second opinion, the baseline, and what works without a model. */
export const splitByGrammar = (caption: string): CaptionSplit => {
  const { markers, labels } = readMarkers(caption)
  return labels.length < 2 ? whole(caption) : assemble(caption, scope(caption, markers), labels)
}
