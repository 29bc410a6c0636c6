import type { Bbox } from '../pipeline/types.ts'

/** One way to read the panels of a figure, with how common it is. */
export interface Order {
  name: string
  prior: number
  /** Indices of the boxes. */
  sequence: number[]
  /** Where a label fills a whole row or column: whether each of the sequence opens one. */
  opens: boolean[] | null
}

type Axis = 'rows' | 'columns'

/** Boxes may overlap by this share of the smaller one and still lie side by side. */
const tolerance = 0.12

const range = ([x, y, width, height]: Bbox, axis: Axis): [number, number] =>
  axis === 'rows' ? [y, y + height] : [x, x + width]

/** Cuts boxes at every straight gutter across an axis; one group when there is none. */
const cut = (items: readonly number[], boxes: readonly Bbox[], axis: Axis): number[][] => {
  const sorted = [...items].sort((a, b) => centre(boxes[a], axis) - centre(boxes[b], axis) || a - b)
  const groups: number[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const item of sorted) {
    const [from, to] = range(boxes[item] ?? [0, 0, 0, 0], axis)
    const slack = tolerance * (to - from)
    const last = groups.at(-1)
    if (last && from + slack < end) {
      last.push(item)
      end = Math.max(end, to - slack)
    } else {
      groups.push([item])
      end = to - slack
    }
  }
  return groups
}

const centre = (box: Bbox | undefined, axis: Axis) => {
  const [from, to] = range(box ?? [0, 0, 0, 0], axis)
  return (from + to) / 2
}

const other = (axis: Axis): Axis => (axis === 'rows' ? 'columns' : 'rows')

const read = (items: readonly number[], boxes: readonly Bbox[], first: Axis): number[] => {
  if (items.length < 2) return [...items]
  for (const axis of [first, other(first)]) {
    const groups = cut(items, boxes, axis)
    if (groups.length > 1) return groups.flatMap((group) => read(group, boxes, other(axis)))
  }
  return [...items].sort(
    (a, b) =>
      centre(boxes[a], first) - centre(boxes[b], first) ||
      centre(boxes[a], other(first)) - centre(boxes[b], other(first)) ||
      a - b,
  )
}

/** Splits at the widest gutter only, so that blocks of panels stay together. */
const readBlocks = (items: readonly number[], boxes: readonly Bbox[]): number[] => {
  if (items.length < 2) return [...items]
  let widest = Number.NEGATIVE_INFINITY
  let halves: [number[], number[]] | null = null
  for (const axis of ['rows', 'columns'] as const) {
    const groups = cut(items, boxes, axis)
    for (let at = 1; at < groups.length; at += 1) {
      const before = groups.slice(0, at).flat()
      const after = groups.slice(at).flat()
      const gap =
        Math.min(...after.map((item) => range(boxes[item] ?? [0, 0, 0, 0], axis)[0])) -
        Math.max(...before.map((item) => range(boxes[item] ?? [0, 0, 0, 0], axis)[1]))
      if (gap > widest) {
        widest = gap
        halves = [before, after]
      }
    }
  }
  return halves
    ? [...readBlocks(halves[0], boxes), ...readBlocks(halves[1], boxes)]
    : read(items, boxes, 'rows')
}

/**
 * The ways in which a figure of these boxes may be read: row by row, column by column, block by
 * block, and, for fewer labels than boxes, a whole row or column for each label. Ways that agree
 * are one, with the sum of their priors.
 */
export const readingOrders = (boxes: readonly Bbox[], labels: number): Order[] => {
  const all = boxes.map((_, at) => at)
  const ways: Order[] = [
    { name: 'rows', prior: 0.65, sequence: read(all, boxes, 'rows'), opens: null },
    { name: 'columns', prior: 0.2, sequence: read(all, boxes, 'columns'), opens: null },
    { name: 'blocks', prior: 0.15, sequence: readBlocks(all, boxes), opens: null },
  ]
  if (labels < boxes.length) {
    ways.push(...wholeBands('whole rows', 0.3, boxes, 'rows', labels))
    ways.push(...wholeBands('whole columns', 0.1, boxes, 'columns', labels))
  }
  const orders = new Map<string, Order>()
  for (const way of ways) {
    const key = `${way.sequence.join()} ${way.opens?.join() ?? ''}`
    const known = orders.get(key)
    if (known) known.prior += way.prior
    else orders.set(key, way)
  }
  return [...orders.values()]
}

const wholeBands = (
  name: string,
  prior: number,
  boxes: readonly Bbox[],
  axis: Axis,
  labels: number,
): Order[] => {
  const groups = bands(boxes, axis)
  if (groups.length < 2 || groups.length !== labels) return []
  const sequence = groups.flatMap((group) => read(group, boxes, other(axis)))
  const opens = groups.flatMap((group) => group.map((_, at) => at === 0))
  return [{ name, prior, sequence, opens }]
}

/** Bands of boxes across an axis, in order: the rows or columns of a figure. */
export const bands = (boxes: readonly Bbox[], axis: Axis): number[][] =>
  cut(
    boxes.map((_, at) => at),
    boxes,
    axis,
  )

/** Whether two boxes lie side by side or one above the other. */
export const beside = (a: Bbox, b: Bbox): boolean => {
  const shared = (axis: Axis) => {
    const [from, to] = range(a, axis)
    const [start, end] = range(b, axis)
    return (Math.min(to, end) - Math.max(from, start)) / Math.min(to - from, end - start)
  }
  const gap = (axis: Axis) => {
    const [from, to] = range(a, axis)
    const [start, end] = range(b, axis)
    return Math.max(start - to, from - end) / Math.min(to - from, end - start)
  }
  return (
    (shared('rows') > 0.5 && gap('columns') < 0.8) || (shared('columns') > 0.5 && gap('rows') < 0.8)
  )
}
