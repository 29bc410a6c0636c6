import type { Box } from './boxes.ts'

/** A window is this share of the figure along an axis: two of them share a third of it. */
const share = 0.67
/** An axis shorter than this share of the longer one is not divided. */
const long = 0.55
/** A box that ends this close to an inner edge of its window goes on beyond it. */
const margin = 0.03

/** Windows that cover a figure, overlapping: four, or two of a figure that is long and narrow. */
export const windowsOf = (width: number, height: number): Box[] => {
  const spans = (length: number) =>
    length > long * Math.max(width, height)
      ? [
          [0, Math.round(share * length)],
          [Math.round((1 - share) * length), length],
        ]
      : [[0, length]]
  return spans(height).flatMap(([y0 = 0, y1 = 0]) =>
    spans(width).map(([x0 = 0, x1 = 0]): Box => [x0, y0, x1, y1]),
  )
}

/** Whether a box found in a window ends at an edge of it that lies inside the figure. */
export const isCut = (box: Box, window: Box, width: number, height: number): boolean => {
  const [left, top, right, bottom] = window
  const rim = margin * Math.max(right - left, bottom - top)
  return (
    (left > 0 && box[0] < left + rim) ||
    (top > 0 && box[1] < top + rim) ||
    (right < width && box[2] > right - rim) ||
    (bottom < height && box[3] > bottom - rim)
  )
}
