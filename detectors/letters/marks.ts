import type { RawImage } from '../../pipeline/types.ts'
import type { Box } from '../boxes.ts'
import type { Region, Strip } from './regions.ts'

const tones = ['dark', 'light', 'vivid'] as const
export type Tone = (typeof tones)[number]

/** A connected mark of one tone, with its own mask. */
export interface Mark {
  box: Box
  tone: Tone
  /** Row-major, `width * height` of the box, 1 where the mark is. */
  mask: Uint8Array
}

const smallest = 6
const largest = 90

/** Runs of one tone in a row, as columns of numbers: there are too many for objects. */
interface Runs {
  start: Int32Array
  end: Int32Array
  row: Int32Array
  tone: Uint8Array
  /** Union-find: the run this one belongs to. */
  parent: Int32Array
  count: number
}

const emptyRuns = (): Runs => ({
  start: new Int32Array(1 << 15),
  end: new Int32Array(1 << 15),
  row: new Int32Array(1 << 15),
  tone: new Uint8Array(1 << 15),
  parent: new Int32Array(1 << 15),
  count: 0,
})

const grow = (runs: Runs) => {
  for (const key of ['start', 'end', 'row', 'parent'] as const) {
    const longer = new Int32Array(runs[key].length * 2)
    longer.set(runs[key])
    runs[key] = longer
  }
  const tone = new Uint8Array(runs.tone.length * 2)
  tone.set(runs.tone)
  runs.tone = tone
}

/**
 * Connected marks (8 neighbours) of a letter's size in a region of a picture: dark, light and of strong
 * colour, what lies between is the picture itself. What reaches the edge of the region goes on outside it and
 * is left out, except at the edge of the picture.
 */
export const findMarks = (image: RawImage, region: Region): Mark[] => {
  const runs = emptyRuns()
  const cut = new Uint8Array(image.height)
  let [before, now] = [0, 0]
  for (let row = 0; row < image.height; row += 1) {
    const first = runs.count
    const strip = region[row]
    for (const [from, to] of strip?.spans ?? []) if (strip) scan(image, runs, row, from, to, strip)
    if (region[row] !== region[row - 1]) cut[row] = 1
    join(runs, before, now, first)
    before = first
    now = runs.count
  }
  return collect(image, region, runs, cut)
}

const scan = (
  { data, width }: RawImage,
  runs: Runs,
  row: number,
  from: number,
  to: number,
  { ground, tones }: Strip,
) => {
  let last = 0
  let own = -1
  let [dark, light, vivid] = [0, 255, 255]
  for (let x = from, at = (row * width + from) * 3; x < to; x += 1, at += 3) {
    const r = data[at] ?? 0
    const g = data[at + 1] ?? 0
    const b = data[at + 2] ?? 0
    if (ground[x] !== own) {
      own = ground[x] ?? 0
      dark = tones[own]?.dark ?? dark
      light = tones[own]?.light ?? light
      vivid = tones[own]?.vivid ?? vivid
    }
    let tone = 0
    if (r <= dark && g <= dark && b <= dark) tone = 1
    else if (r >= light && g >= light && b >= light) tone = 2
    else if (Math.max(r, g, b) - Math.min(r, g, b) >= vivid) tone = 3
    if (tone === last) continue
    if (last) runs.end[runs.count - 1] = x
    if (tone) {
      if (runs.count === runs.start.length) grow(runs)
      runs.start[runs.count] = x
      runs.row[runs.count] = row
      runs.tone[runs.count] = tone
      runs.parent[runs.count] = runs.count
      runs.count += 1
    }
    last = tone
  }
  if (last) runs.end[runs.count - 1] = to
}

const toneOf = (number = 1): Tone => tones[number - 1] ?? 'dark'

const rootOf = (parent: Int32Array, run: number): number => {
  let at = run
  for (;;) {
    const up = parent[at] ?? at
    if (up === at) return at
    parent[at] = parent[up] ?? up
    at = up
  }
}

/** Joins runs `[now, count)` of a row with touching runs `[before, now)` of the row above. */
const join = ({ start, end, tone, parent, count }: Runs, from: number, to: number, now: number) => {
  let above = from
  for (let run = now; run < count; run += 1) {
    const [s = 0, e = 0] = [start[run], end[run]]
    while (above < to && (end[above] ?? 0) < s) above += 1
    for (let other = above; other < to && (start[other] ?? 0) <= e; other += 1) {
      if (tone[other] !== tone[run]) continue
      const [a, b] = [rootOf(parent, run), rootOf(parent, other)]
      if (a !== b) parent[Math.max(a, b)] = Math.min(a, b)
    }
  }
}

const collect = (image: RawImage, region: Region, runs: Runs, cut: Uint8Array): Mark[] => {
  const { start, end, row, tone, parent, count } = runs
  const left = new Int32Array(count).fill(image.width)
  const right = new Int32Array(count)
  const bottom = new Int32Array(count)
  const pixels = new Int32Array(count)
  const open = new Uint8Array(count)
  for (let run = 0; run < count; run += 1) {
    const root = rootOf(parent, run)
    const [s = 0, e = 0, y = 0] = [start[run], end[run], row[run]]
    if (s < (left[root] ?? 0)) left[root] = s
    if (e > (right[root] ?? 0)) right[root] = e
    bottom[root] = y + 1
    pixels[root] = (pixels[root] ?? 0) + e - s
    if (reachesOut(image, region, cut, y, s, e)) open[root] = 1
  }
  const marks = new Map<number, Mark>()
  for (let run = 0; run < count; run += 1) {
    const root = parent[run] ?? run
    if (root === run) {
      const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = [left[run], right[run], row[run], bottom[run]]
      const [width, height] = [x1 - x0, y1 - y0]
      if (open[run] || height < smallest || height > largest) continue
      if (width < 2 || width > 1.5 * height || (pixels[run] ?? 0) < height) continue
      const mask = new Uint8Array(width * height)
      marks.set(run, { box: [x0, y0, x1, y1], tone: toneOf(tone[run]), mask })
    }
    const mark = marks.get(root)
    if (!mark) continue
    const [x0, y0, x1] = mark.box
    const at = ((row[run] ?? 0) - y0) * (x1 - x0) - x0
    mark.mask.fill(1, at + (start[run] ?? 0), at + (end[run] ?? 0))
  }
  return [...marks.values()]
}

/** Whether a run lies at the edge of the region inside the picture. */
const reachesOut = (
  { width, height }: RawImage,
  region: Region,
  cut: Uint8Array,
  y: number,
  start: number,
  end: number,
): boolean => {
  for (const [from, to] of region[y]?.spans ?? [])
    if ((start === from && from > 0) || (end === to && to < width)) return true
  return (
    (cut[y] === 1 && y > 0 && !covers(region[y - 1], start, end)) ||
    (y + 1 < height && cut[y + 1] === 1 && !covers(region[y + 1], start, end))
  )
}

const covers = (strip: Strip | undefined, start: number, end: number): boolean =>
  (strip?.spans ?? []).some(([from, to]) => from <= start && end <= to)
