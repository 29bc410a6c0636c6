import type { RawImage } from '../../pipeline/types.ts'
import type { Box } from '../boxes.ts'
import { halve } from '../pyramid.ts'
import { findMarks } from './marks.ts'
import { readMarks } from './read.ts'
import { aroundPanels } from './regions.ts'
import { type Letter, settle } from './settle.ts'
import type { Candidate } from './style.ts'
import { standingAlone } from './words.ts'

export { letterModel } from './read.ts'
export type { Letter } from './settle.ts'

/** Longer side in pixels above which a figure is halved: its letters are large enough to lose half. */
const largest = 1800

/**
 * The printed letter of each panel, in its corners or beside it; null where none is surely read.
 * A figure prints its letters in one style, at one place by the panels, each once and in the order
 * of reading: the style and place with which most of that holds are taken.
 * @param panels boxes in reading order
 */
export const readLetters = async (
  image: RawImage,
  panels: readonly Box[],
  folder?: string,
): Promise<(Letter | null)[]> => {
  if (panels.length < 2) return panels.map(() => null)
  if (Math.max(image.width, image.height) > largest)
    return readLetters(
      halve(image),
      panels.map(([x0, y0, x1, y1]): Box => [x0 >> 1, y0 >> 1, (x1 + 1) >> 1, (y1 + 1) >> 1]),
      folder,
    )
  const candidates = await candidatesOf(image, panels, folder)
  return settle(candidates, panels, Math.max(image.width, image.height))
}

/** Every mark that may be a label, read. */
export const candidatesOf = async (
  image: RawImage,
  panels: readonly Box[],
  folder?: string,
): Promise<Candidate[]> => {
  const region = aroundPanels(image, panels)
  const alone = standingAlone(findMarks(image, region))
  const readings = await readMarks(
    image,
    alone.map(({ mark }) => mark),
    folder,
  )
  return readings.flatMap((reading, index): Candidate[] => {
    const one = alone[index]
    return one ? [{ ...one, reading }] : []
  })
}
