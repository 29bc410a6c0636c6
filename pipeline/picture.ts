import type { Graphic } from './graphic.ts'
import { defineStage, drop, keep } from './stage.ts'

/** Shorter side below this holds no readable panel: thumbnails, icons, inline formulas. */
export const smallestSide = 64

/**
 * Decodes a graphic and says how large it is. A remembered answer spares the decoding.
 * @throws ItemError `E_IMAGE_*` when the bytes are no picture this project reads.
 */
export const picture = () =>
  defineStage<Graphic, { width: number; height: number }>({
    name: 'picture',
    version: `1:${smallestSide}`,
    fingerprint: ({ sha256 }) => ({ image: sha256 }),
    async run(graphic) {
      const { width, height } = await graphic.image()
      return Math.min(width, height) < smallestSide ? drop('too_small') : keep({ width, height })
    },
  })
