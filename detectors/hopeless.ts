import type { RawImage } from '../pipeline/types.ts'
import { area, type Box, inside, iou } from './boxes.ts'
import { drawnKinds } from './classify.ts'
import { type Found, trusted } from './onestage.ts'

/** Boxes inside a drawing and smaller than this share of it are pieces. */
const pieceOf = 0.6
/** Where no found box overlaps by this much (IoU), nothing was found. */
const unlike = 0.1
/** Boxes larger than this share of the figure are always worth a glance. */
const large = 0.5

/** Tissue fills at least this share of its panel, and colours at least this share of it. */
const filled = 0.3
const coloured = 0.05
/** A pixel is pale when all channels are this much, and grey when they differ by no more than this. */
const pale = 238
const grey = 10
/** Columns and rows of pixels that tell. */
const samples = 16

const mayBeTissue = ({ width, height, data }: RawImage, [x0, y0, x1, y1]: Box): boolean => {
  let [inked, dyed] = [0, 0]
  for (let row = 0; row < samples; row += 1)
    for (let column = 0; column < samples; column += 1) {
      const x = Math.min(width - 1, x0 + Math.floor(((column + 0.5) * (x1 - x0)) / samples))
      const y = Math.min(height - 1, y0 + Math.floor(((row + 0.5) * (y1 - y0)) / samples))
      const at = (y * width + x) * 3
      const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]]
      const least = Math.min(r, g, b)
      if (least < pale) inked += 1
      if (Math.max(r, g, b) - least > grey) dyed += 1
    }
  return inked >= filled * samples ** 2 && dyed >= coloured * samples ** 2
}

/**
 * Tells which boxes need no glance after what the one-stage detector found: pieces of charts and
 * drawings, and boxes where it saw nothing at all, unless their pixels may be tissue. Article
 * figures are full of such boxes: cuts run through every chart.
 */
export const hopelessIn = (image: RawImage, found: readonly Found[]): ((box: Box) => boolean) => {
  const drawings = found.filter(({ kind, score }) => drawnKinds.has(kind) && score >= trusted)
  const pieceOfDrawing = (box: Box) =>
    drawings.some(
      (drawing) => inside(box, drawing.box) > 0.9 && area(box) < pieceOf * area(drawing.box),
    )
  const unseen = (box: Box) => found.every((other) => iou(other.box, box) < unlike)
  return (box) =>
    found.length > 0 &&
    area(box) < large * image.width * image.height &&
    (pieceOfDrawing(box) || unseen(box)) &&
    !mayBeTissue(image, box)
}
