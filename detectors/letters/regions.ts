import type { RawImage } from '../../pipeline/types.ts'
import type { Box } from '../boxes.ts'

/** Letters are printed dark on pale, pale on dark or in a strong colour; what lies between is the picture itself. */
export interface Tones {
  /** No channel of a dark mark is above this. */
  dark: number
  /** No channel of a light mark is below this. */
  light: number
  /** The largest and the smallest channel of a vivid mark differ by this at least. */
  vivid: number
}

/** What to look at in a row of a picture. */
export interface Strip {
  /** Columns `[from, to)`, from the left, none touching the next. */
  spans: readonly (readonly [from: number, to: number])[]
  /** By column: which of `tones` marks are told by, 0 on the page. */
  ground: Uint8Array
  tones: readonly Tones[]
}

/** Strips by row, undefined where nothing is looked at; equal rows share one strip. */
export type Region = readonly (Strip | undefined)[]

/** On the page small print is grey at its edges. */
const page: Tones = { dark: 165, light: 190, vivid: 120 }

/** Letters inside a panel stand in its corners, within this share of its width and height. */
const corner = 0.26
/** A corner is at least so many pixels wide and high. */
const least = 60

const cornerOf = (side: number): number =>
  Math.round(Math.min(side, Math.max(least, corner * side)))

const clamp = (value: number, least: number, most: number) =>
  Math.round(Math.min(most, Math.max(least, value)))

/** Columns and rows of pixels that tell how dark a panel is. */
const samples = 16

/**
 * Letters are darker than the ground of their panel, paler or stronger in colour: tissue takes stricter tones than
 * a chart. Dark print on a dark panel stands on a pale patch, as pale print on a pale panel does on a dark one.
 */
const tonesOf = ({ width, height, data }: RawImage, [x0, y0, x1, y1]: Box): Tones => {
  const [high, low, spread]: [number[], number[], number[]] = [[], [], []]
  for (let row = 0; row < samples; row += 1)
    for (let column = 0; column < samples; column += 1) {
      const x = Math.min(width - 1, x0 + Math.floor(((column + 0.5) * (x1 - x0)) / samples))
      const y = Math.min(height - 1, y0 + Math.floor(((row + 0.5) * (y1 - y0)) / samples))
      const at = (y * width + x) * 3
      const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]]
      high.push(Math.max(r, g, b))
      low.push(Math.min(r, g, b))
      spread.push(Math.max(r, g, b) - Math.min(r, g, b))
    }
  const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0
  const [bright, dim] = [median(high), median(low)]
  return {
    dark: bright < 110 ? page.dark : clamp(0.65 * bright, 60, page.dark),
    light: dim > 200 ? page.light : clamp(165 + 0.3 * dim, 175, 235),
    vivid: clamp(60 + 1.6 * median(spread), page.vivid, 240),
  }
}

/** All of a picture but the panels, of which only the corners are looked at. */
export const aroundPanels = (image: RawImage, panels: readonly Box[]): Region => {
  const { width, height } = image
  const tones = [page, ...panels.map((panel) => tonesOf(image, panel))]
  const blocked = panels.flatMap(([x0, y0, x1, y1]): Box[] => {
    const [across, down] = [cornerOf(x1 - x0), cornerOf(y1 - y0)]
    return [
      [x0 + across, y0 + 2, x1 - across, y1 - 2],
      [x0 + 2, y0 + down, x1 - 2, y1 - down],
    ].flatMap(([a = 0, b = 0, c = 0, d = 0]): Box[] => (a < c && b < d ? [[a, b, c, d]] : []))
  })
  const turns = [
    ...new Set([0, height, ...[...blocked, ...panels].flatMap(([, a, , b]) => [a, b])]),
  ]
    .filter((y) => y >= 0 && y <= height)
    .sort((a, b) => a - b)
  return turns.slice(0, -1).flatMap((top, index) => {
    const at = ([, y0, , y1]: Box) => y0 <= top && top < y1
    const ground = new Uint8Array(width)
    for (const [number, [x0, , x1]] of panels.entries())
      if (at(panels[number] ?? [0, 0, 0, 0])) ground.fill(number + 1, Math.max(0, x0), x1)
    const strip = { spans: without(width, blocked.filter(at)), ground, tones }
    return Array.from({ length: (turns[index + 1] ?? height) - top }, () => strip)
  })
}

/** The columns that no box covers. */
const without = (width: number, boxes: readonly Box[]): [number, number][] => {
  const spans: [number, number][] = []
  let from = 0
  for (const [x0, , x1] of [...boxes].sort((a, b) => a[0] - b[0])) {
    if (x0 > from) spans.push([from, Math.min(x0, width)])
    from = Math.max(from, x1)
  }
  if (from < width) spans.push([from, width])
  return spans
}
