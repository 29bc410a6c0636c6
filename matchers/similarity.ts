import type { RawImage } from '../pipeline/types.ts'
import type { ImageText } from './encoder.ts'
import type { Compare } from './match.ts'

/** Log likelihood ratios beyond this say nothing more. */
const limit = 4

/**
 * Compares the look of each histology panel with the words of each sub-caption. What counts is by
 * how much a sub-caption fits better than the figure's others: its scaled cosine above their mean.
 */
export const compareBy =
  (encoder: ImageText, image: () => Promise<RawImage>): Compare =>
  async (panels, slots, split) => {
    const texts = await Promise.all(split.panels.map(({ subcaption }) => encoder.text(subcaption)))
    const picture = await image()
    const rows: number[][] = []
    for (const { kind, bbox } of panels) {
      if (kind !== 'histology') {
        rows.push(slots.map(() => 0))
        continue
      }
      const look = await encoder.image(picture, bbox)
      const cosines = texts.map((text) => text.reduce((sum, v, at) => sum + v * (look[at] ?? 0), 0))
      const mean = cosines.reduce((sum, value) => sum + value, 0) / cosines.length
      rows.push(
        slots.map(({ part }) => {
          const ratio = encoder.scale * ((cosines[part] ?? mean) - mean)
          return Math.max(-limit, Math.min(limit, ratio))
        }),
      )
    }
    return rows
  }
