import type { Box } from './boxes.ts'

/** A table to be filled: `table[(y + 1) * (width + 1) + x + 1]` is the sum of all values above and left, inclusive. */
export const emptyTable = (width: number, height: number): Int32Array =>
  new Int32Array((width + 1) * (height + 1))

/** Summed-area table of a map of zeros and ones: counts in any box in four reads. */
export class Sums {
  readonly width: number
  private readonly table: Int32Array

  /** @param table [(height + 1) x (width + 1)], first row and column zero: see {@link emptyTable} */
  constructor(width: number, table: Int32Array) {
    this.width = width
    this.table = table
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
