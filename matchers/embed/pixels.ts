import type { RawImage } from '../../pipeline/types.ts'
import { bicubic } from './resize.ts'

/** What `preprocessor_config.json` says about pixels. */
export interface Pixels {
  /** Side of the square the model reads. */
  side: number
  mean: readonly number[]
  std: readonly number[]
}

/**
 * A picture as the vision graph takes it: `[3, side, side]`, normalised. Shorter edge to `side`
 * (never enlarged), centre crop, black where nothing is; `fit` in trainer/coca/transforms.py.
 */
export const toPixels = (image: RawImage, { side, mean, std }: Pixels): Float32Array => {
  const scale = Math.min(1, side / Math.min(image.width, image.height))
  const width = Math.trunc(image.width * scale + 0.5)
  const height = Math.trunc(image.height * scale + 0.5)
  const small = bicubic(image, width, height)
  const cut = { x: margin(width - side), y: margin(height - side) }
  const gap = { x: margin(side - width), y: margin(side - height) }
  const out = new Float32Array(3 * side * side)
  for (let c = 0; c < 3; c++) {
    const [m = 0, s = 1] = [mean[c], std[c]]
    const plane = out.subarray(c * side * side, (c + 1) * side * side).fill((0 - m) / s)
    for (let y = gap.y; y < Math.min(side, gap.y + height); y++)
      for (let x = gap.x; x < Math.min(side, gap.x + width); x++) {
        const at = ((y - gap.y + cut.y) * width + (x - gap.x + cut.x)) * 3 + c
        plane[y * side + x] = ((small.data[at] ?? 0) / 255 - m) / s
      }
  }
  return out
}

const margin = (excess: number): number => Math.max(0, Math.trunc(excess / 2))
