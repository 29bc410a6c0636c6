import { type Box, inside } from '../boxes.ts'

/** Where letters stand by their panels. */
export const places = [
  'upper left',
  'lower left',
  'upper right',
  'lower right',
  'below',
  'above',
] as const
export type Place = (typeof places)[number]

/** From the panel's own point to the letter's, in pixels right and down. */
export const offsetOf = (place: Place, letter: Box, panel: Box): readonly [number, number] => {
  const [left, top, right, bottom] = letter
  const [x0, y0, x1, y1] = panel
  const middle = (left + right - x0 - x1) / 2
  if (place === 'upper left') return [left - x0, top - y0]
  if (place === 'lower left') return [left - x0, bottom - y1]
  if (place === 'upper right') return [right - x1, top - y0]
  if (place === 'lower right') return [right - x1, bottom - y1]
  return place === 'below' ? [middle, top - y1] : [middle, bottom - y0]
}

/** What a place costs by itself: letters stand in the upper left corner more often than elsewhere. */
const custom: Record<Place, number> = {
  'upper left': 0,
  'lower left': 0.3,
  'upper right': 0.4,
  'lower right': 0.5,
  below: 0.3,
  above: 0.4,
}

/** Letters are not farther from their panels than this share of the figure's longer side. */
const farthest = 0.26

/**
 * How unusual a letter's place by a panel is: 0 at its corner, about 1 half a panel away, infinite
 * where no letter stands. Inside the panel it costs more than outside, where nothing else is.
 */
export const strayOf = (place: Place, letter: Box, panel: Box, figure: number): number => {
  const [dx, dy] = offsetOf(place, letter, panel)
  const [width, height] = [panel[2] - panel[0], panel[3] - panel[1]]
  const size = letter[3] - letter[1]
  if (Math.max(Math.abs(dx), Math.abs(dy)) > farthest * figure + size)
    return Number.POSITIVE_INFINITY
  const centred = place === 'below' || place === 'above'
  if (place === 'below' && dy < -size) return Number.POSITIVE_INFINITY
  if (place === 'above' && dy > size) return Number.POSITIVE_INFINITY
  const [insideX, insideY] = [
    !centred && (place.endsWith('left') ? dx > 0 : dx < 0),
    !centred && (place.startsWith('upper') ? dy > 0 : dy < 0),
  ]
  const [x, y] = [Math.abs(dx), Math.abs(dy)]
  const reach = Math.max(width, height, 6 * size)
  return (
    custom[place] +
    (centred ? x / reach : insideX ? x / Math.max(width, 4 * size) : (0.7 * x) / reach) +
    (insideY ? y / Math.max(height, 4 * size) : (0.7 * y) / reach)
  )
}

/** How much farther another place is than that of the other letters. */
const farther = 0.7

/** A mark beside a panel: what no style of letters changes. */
export interface Standing {
  panel: number
  /** How far it is from each of the places by the panel, in their order; other places are farther. */
  strays: readonly number[]
  /** Whether it lies in another panel. */
  elsewhere: boolean
}

/**
 * Where a mark stands by each panel.
 * @param figure longer side of the figure in pixels
 */
export const standingsOf = (letter: Box, panels: readonly Box[], figure: number): Standing[] =>
  panels.map((box, panel) => {
    const own = places.map((place) => strayOf(place, letter, box, figure))
    const least = Math.min(...own) + farther
    return {
      panel,
      strays: own.map((stray) => Math.min(stray, least)),
      elsewhere: belongsTo(letter, panel, panels),
    }
  })

/** Whether a letter lies in another panel than this one. */
const belongsTo = (letter: Box, own: number, panels: readonly Box[]): boolean => {
  const box = panels[own]
  return panels.some(
    (panel, index) =>
      index !== own && inside(letter, panel) > 0.5 && !(box && inside(box, panel) > 0.9),
  )
}
