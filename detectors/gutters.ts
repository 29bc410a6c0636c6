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
  const pale = emptyTable(width, height)
  const white = emptyTable(width, height)
  const black = emptyTable(width, height)
  const stride = width + 1
  // Maps and sums in one pass: this loop sees every pixel of every figure.
  for (let y = 0, at = 0; y < height; y++) {
    let pales = 0
    let whites = 0
    let blacks = 0
    let cell = (y + 1) * stride + 1
    for (const end = cell + width; cell < end; cell++, at += 3) {
      const red = data[at] ?? 0
      const green = data[at + 1] ?? 0
      const blue = data[at + 2] ?? 0
      if (red >= 238) {
        if (green >= 238 && blue >= 238) {
          pales++
          if (red >= 250 && green >= 250 && blue >= 250) whites++
        }
      } else if (red <= 20 && green <= 20 && blue <= 20) blacks++
      const above = cell - stride
      pale[cell] = (pale[above] ?? 0) + pales
      white[cell] = (white[above] ?? 0) + whites
      black[cell] = (black[above] ?? 0) + blacks
    }
  }
  const tables = [pale, white, black]
  const border = borderColour(image)
  const plain = border.every((value) => value >= 240) || border.every((value) => value <= 18)
  if (!plain) tables.push(nearColour(image, border))
  return tables.map((table) => new Sums(width, table))
}

/** Table of the pixels of a colour. */
const nearColour = ({ width, height, data }: RawImage, [r, g, b]: Colour): Int32Array => {
  const table = emptyTable(width, height)
  const stride = width + 1
  for (let y = 0, at = 0; y < height; y++) {
    let count = 0
    let cell = (y + 1) * stride + 1
    for (const end = cell + width; cell < end; cell++, at += 3) {
      const far =
        Math.abs((data[at] ?? 0) - r) > 12 ||
        Math.abs((data[at + 1] ?? 0) - g) > 12 ||
        Math.abs((data[at + 2] ?? 0) - b) > 12
      if (!far) count++
      table[cell] = (table[cell - stride] ?? 0) + count
    }
  }
  return table
}

type Colour = readonly [red: number, green: number, blue: number]

/** Median colour of the outermost pixels. */
const borderColour = ({ width, height, data }: RawImage): Colour => {
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
