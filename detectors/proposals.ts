import type { RawImage } from '../pipeline/types.ts'
import { area, type Box, iou } from './boxes.ts'
import { edgeBoxes, edgesOf } from './edges.ts'
import { grounds, gutterBoxes, smallest } from './gutters.ts'

/** Two proposals closer than this are one: the crop classifier would see the same picture twice. */
const same = 0.88
/** Boxes with less than this share of non-pale pixels are not looked into for edges. */
const filled = 0.35

/**
 * Boxes that may hold exactly one panel, at most `most`: the whole picture, gutter cuts, then edge cuts of
 * these. Where there are more, large and well-filled boxes win over strips of text and pieces of charts.
 */
export const propose = (image: RawImage, most = 40): Box[] => {
  const maps = grounds(image)
  const pale = maps[0]
  const floor = Math.max(smallest, 0.03 * Math.max(image.width, image.height))
  const content = (box: Box) => 1 - (pale?.sum(...box) ?? 0) / (area(box) || 1)
  const ranked = (boxes: readonly Box[]) =>
    boxes
      .filter((box) => Math.min(box[2] - box[0], box[3] - box[1]) >= floor)
      .map((box) => ({ box, rank: Math.sqrt(area(box)) * (0.05 + content(box) ** 1.5) }))
      .sort((a, b) => b.rank - a.rank)
  const distinct = (boxes: readonly Box[]) => {
    const kept: { box: Box; rank: number }[] = []
    for (const candidate of ranked(boxes))
      if (!kept.some((other) => iou(other.box, candidate.box) > same)) kept.push(candidate)
    return kept.slice(0, most).map(({ box }) => box)
  }
  const whole: Box = [0, 0, image.width, image.height]
  const gutters = distinct(gutterBoxes(image, maps))
  const pieces = edgeBoxes(
    edgesOf(image),
    gutters.filter((box) => content(box) >= filled),
  )
  const all = distinct([...gutters, ...pieces])
  return all.some((box) => iou(box, whole) > same) ? all : [whole, ...all.slice(0, most - 1)]
}
