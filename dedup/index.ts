import { defineStage, keep } from '../pipeline/stage.ts'
import type { Bbox, RawImage } from '../pipeline/types.ts'
import { type Fingerprint, fingerprintPanel } from './perceptual.ts'

export { type Candidate, type Mark, markDuplicates } from './mark.ts'
export { assignSplits, type Split } from './splits.ts'
export type { Fingerprint }

export interface FingerprintInput {
  image: () => Promise<RawImage>
  image_sha256: string
  bbox: Bbox
}

/** Takes the hashes by which the corpus finds its duplicates. Works on one panel; never drops. */
export const fingerprint = () =>
  defineStage<FingerprintInput, Fingerprint>({
    name: 'fingerprint',
    version: '1:pdq-trim248',
    fingerprint: ({ image_sha256, bbox }) => ({ image: image_sha256, bbox }),
    run: async ({ image, bbox }) => keep(fingerprintPanel(await image(), bbox)),
  })
