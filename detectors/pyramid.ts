import type { RawImage } from '../pipeline/types.ts'

/** A picture halved `level` times. */
export type Pyramid = (level: number) => RawImage

/** Halved copies of a picture, made when first asked for. */
export const createPyramid = (image: RawImage): Pyramid => {
  const levels = [image]
  return (level) => {
    for (let last = levels.length; last <= level; last += 1)
      levels.push(halve(levels[last - 1] ?? image))
    return levels[level] ?? image
  }
}

/** Means of 2 x 2 pixels; an odd last row or column is left out. */
export const halve = ({ width, height, data }: RawImage): RawImage => {
  const [half, rows] = [Math.max(1, width >> 1), Math.max(1, height >> 1)]
  const out = Buffer.allocUnsafe(half * rows * 3)
  const [right, down] = [width > 1 ? 3 : 0, height > 1 ? width * 3 : 0]
  for (let y = 0, to = 0; y < rows; y++) {
    for (let x = 0, at = 2 * y * width * 3; x < half; x++, at += 6)
      for (let c = at; c < at + 3; c++, to++)
        out[to] =
          ((data[c] ?? 0) +
            (data[c + right] ?? 0) +
            (data[c + down] ?? 0) +
            (data[c + down + right] ?? 0) +
            2) >>
          2
  }
  return { width: half, height: rows, channels: 3, data: out }
}
