import type { Box } from './boxes.ts'

/** Summed-area table of a `width` x `height` map of bytes: sums over any box in four reads. */
export class Sums {
  readonly width: number
  readonly height: number
  private readonly table: Uint32Array

  constructor(width: number, height: number, map: Uint8Array) {
    this.width = width
    this.height = height
    const stride = width + 1
    this.table = new Uint32Array(stride * (height + 1))
    const { table } = this
    for (let y = 0; y < height; y++) {
      let row = 0
      for (let x = 0; x < width; x++) {
        row += map[y * width + x] ?? 0
        table[(y + 1) * stride + x + 1] = (table[y * stride + x + 1] ?? 0) + row
      }
    }
  }

  sum(x0: number, y0: number, x1: number, y1: number): number {
    const { table } = this
    const stride = this.width + 1
    return (
      (table[y1 * stride + x1] ?? 0) -
      (table[y0 * stride + x1] ?? 0) -
      (table[y1 * stride + x0] ?? 0) +
      (table[y0 * stride + x0] ?? 0)
    )
  }

  /** Mean of each column (axis 0) or row (axis 1) of a box. */
  profile([x0, y0, x1, y1]: Box, axis: 0 | 1): Float64Array {
    const length = axis === 0 ? x1 - x0 : y1 - y0
    const across = axis === 0 ? y1 - y0 : x1 - x0
    const out = new Float64Array(length)
    for (let i = 0; i < length; i++)
      out[i] =
        (axis === 0 ? this.sum(x0 + i, y0, x0 + i + 1, y1) : this.sum(x0, y0 + i, x1, y0 + i + 1)) /
        across
    return out
  }
}
