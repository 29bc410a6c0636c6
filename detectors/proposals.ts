import type { RawImage } from '../pipeline/types.ts'
import { area, type Box, iou } from './boxes.ts'
import { edgeBoxes, edgesOf } from './edges.ts'
import { grounds, gutterBoxes, smallest } from './gutters.ts'

/** Two proposals closer than this are one: the crop classifier would see the same picture twice. */
const same = 0.88
/** Boxes with less than this share of non-pale pixels are not looked into for edges. */
const filled = 0.35

export interface Proposals {
  /** The whole picture and its gutter cuts. */
  cuts: Box[]
  /** Cuts along straight colour steps through these boxes: montages with a gutter of a pixel or none. */
  pieces: (boxes: readonly Box[]) => Box[]
}

/** Boxes, in their order, that are the same as none before them and none of the known ones. */
export const distinct = (boxes: readonly Box[], known: readonly Box[]): Box[] => {
  const kept: Box[] = []
  for (const box of boxes)
    if (![...known, ...kept].some((other) => iou(other, box) > same)) kept.push(box)
  return kept
}

/**
 * Boxes that may hold exactly one panel, at most `most` of each sort. Where there are more, large and
 * well-filled boxes win over strips of text and pieces of charts.
 */
export const proposalsOf = (image: RawImage, most = 40): Proposals => {
  const maps = grounds(image)
  const pale = maps[0]
  const floor = Math.max(smallest, 0.05 * Math.max(image.width, image.height))
  const content = (box: Box) => 1 - (pale?.sum(...box) ?? 0) / (area(box) || 1)
  const best = (boxes: readonly Box[], known: readonly Box[]): Box[] => {
    const ranked = boxes
      .filter((box) => Math.min(box[2] - box[0], box[3] - box[1]) >= floor)
      .map((box) => ({ box, rank: Math.sqrt(area(box)) * (0.05 + content(box) ** 1.5) }))
      .sort((a, b) => b.rank - a.rank)
    return distinct(
      ranked.map(({ box }) => box),
      known,
    ).slice(0, most)
  }
  const whole: Box = [0, 0, image.width, image.height]
  const cuts = best(gutterBoxes(image, maps), [])
  const all = cuts.some((box) => iou(box, whole) > same)
    ? cuts
    : [whole, ...cuts.slice(0, most - 1)]
  return {
    cuts: all,
    pieces: (boxes) => {
      const rich = boxes.filter((box) => content(box) >= filled)
      return rich.length === 0 ? [] : best(edgeBoxes(edgesOf(image), rich), all)
    },
  }
}

/** All boxes that may hold one panel, whatever the classifier says: what it has to learn to tell apart. */
export const propose = (image: RawImage, most = 40): Box[] => {
  const { cuts, pieces } = proposalsOf(image, most)
  return [...cuts, ...pieces(cuts)].slice(0, most)
}
