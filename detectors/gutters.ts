import type { RawImage } from '../pipeline/types.ts'
import type { Box } from './boxes.ts'
import { emptyTable, Sums } from './lines.ts'

/** Share of a line that must be ground for it to count as gutter: clean, specked, crossed by letters. */
const strictness = [1, 0.985, 0.95]
/** Cut at every gutter at least this share as wide as the widest one on the axis. */
const similar = 0.45
const depthLimit = 7
/** A piece smaller than this in either direction (pixels) is no panel. */
export const smallest = 24

/** What may be ground: pale, white (a pale slide is content then), black, near the colour most common at the border. */
export const grounds = (image: RawImage): Sums[] => {
  const { width, height, data } = image
  const [r, g, b] = borderColour(image)
  const pale = emptyTable(width, height)
  const white = emptyTable(width, height)
  const black = emptyTable(width, height)
  const border = emptyTable(width, height)
  const stride = width + 1
  // Maps and sums in one pass: this loop sees every pixel of every figure.
  for (let y = 0, at = 0; y < height; y++) {
    let [pales, whites, blacks, borders] = [0, 0, 0, 0]
    let cell = (y + 1) * stride
    for (let x = 0; x < width; x++, at += 3) {
      const red = data[at] ?? 0
      const green = data[at + 1] ?? 0
      const blue = data[at + 2] ?? 0
      if (red >= 238 && green >= 238 && blue >= 238) {
        pales++
        if (red >= 250 && green >= 250 && blue >= 250) whites++
      } else if (red <= 20 && green <= 20 && blue <= 20) blacks++
      if (Math.abs(red - r) <= 12 && Math.abs(green - g) <= 12 && Math.abs(blue - b) <= 12)
        borders++
      cell++
      pale[cell] = (pale[cell - stride] ?? 0) + pales
      white[cell] = (white[cell - stride] ?? 0) + whites
      black[cell] = (black[cell - stride] ?? 0) + blacks
      border[cell] = (border[cell - stride] ?? 0) + borders
    }
  }
  const plain = (r >= 240 && g >= 240 && b >= 240) || (r <= 18 && g <= 18 && b <= 18)
  const tables = plain ? [pale, white, black] : [pale, white, black, border]
  return tables.map((table) => new Sums(width, table))
}

/** Median colour of the outermost pixels. */
const borderColour = ({ width, height, data }: RawImage): [number, number, number] => {
  const values: [number[], number[], number[]] = [[], [], []]
  const add = (x: number, y: number) => {
    for (const c of [0, 1, 2] as const) values[c].push(data[(y * width + x) * 3 + c] ?? 0)
  }
  for (let x = 0; x < width; x += 2) {
    add(x, 0)
    add(x, height - 1)
  }
  for (let y = 0; y < height; y += 2) {
    add(0, y)
    add(width - 1, y)
  }
  const median = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1] ?? 255
  return [median(values[0]), median(values[1]), median(values[2])]
}

interface Run {
  start: number
  end: number
}

const runs = (profile: Float64Array, level: number): Run[] => {
  const found: Run[] = []
  let start = -1
  for (let i = 0; i <= profile.length; i++) {
    const clean = i < profile.length && (profile[i] ?? 0) >= level - 1e-9
    if (clean && start < 0) start = i
    if (!clean && start >= 0) {
      found.push({ start, end: i })
      start = -1
    }
  }
  return found
}

/** Takes the ground off all four sides. */
const trim = (ground: Sums, box: Box, level: number): Box | null => {
  let current = box
  for (let round = 0; round < 2; round++) {
    for (const axis of [0, 1] as const) {
      const profile = ground.profile(current, axis)
      let first = 0
      let last = profile.length
      while (first < last && (profile[first] ?? 0) >= level - 1e-9) first++
      while (last > first && (profile[last - 1] ?? 0) >= level - 1e-9) last--
      if (last - first < smallest) return null
      const [x0, y0, x1, y1] = current
      current = axis === 0 ? [x0 + first, y0, x0 + last, y1] : [x0, y0 + first, x1, y0 + last]
    }
  }
  return current
}

const cut = (ground: Sums, box: Box, level: number, depth: number, out: Box[]): void => {
  const node = trim(ground, box, level)
  if (!node) return
  out.push(node)
  if (depth === 0) return
  const choices = ([0, 1] as const).map((axis) => {
    const gaps = runs(ground.profile(node, axis), level)
    const widest = Math.max(0, ...gaps.map((gap) => gap.end - gap.start))
    return { axis, widest, gaps: gaps.filter((gap) => gap.end - gap.start >= similar * widest) }
  })
  const [a, b] = choices
  if (!a || !b) return
  const best = a.widest >= b.widest ? a : b
  if (best.widest === 0) return
  let from = 0
  const length = best.axis === 0 ? node[2] - node[0] : node[3] - node[1]
  for (const gap of [...best.gaps, { start: length, end: length }]) {
    if (gap.start - from >= smallest) {
      const [x0, y0, x1, y1] = node
      const piece: Box =
        best.axis === 0 ? [x0 + from, y0, x0 + gap.start, y1] : [x0, y0 + from, x1, y0 + gap.start]
      cut(ground, piece, level, depth - 1, out)
    }
    from = gap.end
  }
}

/**
 * Recursive cuts along straight gutters. Gives every node of every cut, whole figures and leaves
 * alike (the classifier chooses), as boxes in pixels, with duplicates.
 */
export const gutterBoxes = (image: RawImage, maps = grounds(image)): Box[] => {
  const whole: Box = [0, 0, image.width, image.height]
  const out: Box[] = [whole]
  for (const ground of maps)
    for (const level of strictness) cut(ground, whole, level, depthLimit, out)
  return out
}
