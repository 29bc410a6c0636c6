import type { Mark } from './marks.ts'

/** A mark that stands as a label does: by itself, or in brackets. */
export interface Alone {
  mark: Mark
  bracketed: boolean
}

/** Marks of a line are closer than this share of their height; letters of a word are. */
const close = 0.6
/** In a word turned by 90° letters are closer than this share of their height. */
const stacked = 0.35

/** Leaves out letters of words: a label has no mark of its size close beside it, but brackets. */
export const standingAlone = (marks: readonly Mark[]): Alone[] => {
  const lines = new Lines(marks)
  return marks.flatMap((mark): Alone[] => {
    const around = lines.near(mark)
    const left = around.filter((other) => gapBetween(other, mark) !== null)
    const right = around.filter((other) => gapBetween(mark, other) !== null)
    if (left.length === 0 && right.length === 0)
      return around.some((other) => inColumn(mark, other)) ? [] : [{ mark, bracketed: false }]
    // Behind a closed bracket anything may follow, before an open one nothing: "(a) Liver".
    if ([...left, ...right].some((other) => !isBracket(other, mark))) return []
    const both = left.length > 0 && right.length > 0
    const deep = [...left, ...right].every(({ box }) => box[3] - mark.box[3] >= descent(mark))
    return both || deep ? [{ mark, bracketed: true }] : []
  })
}

/** Marks by place, so that neighbours are found without asking every pair. */
class Lines {
  #cells = new Map<string, Mark[]>()

  constructor(marks: readonly Mark[]) {
    for (const mark of marks)
      for (const key of this.#keys(mark, 0)) {
        const cell = this.#cells.get(key)
        if (cell) cell.push(mark)
        else this.#cells.set(key, [mark])
      }
  }

  #keys({ tone, box: [x0, y0, x1, y1] }: Mark, reach: number): string[] {
    const keys: string[] = []
    for (let y = (y0 - reach) >> 6; y <= (y1 + reach) >> 6; y += 1)
      for (let x = (x0 - reach) >> 6; x <= (x1 + reach) >> 6; x += 1) keys.push(`${tone} ${x} ${y}`)
    return keys
  }

  /** Other marks of its tone within a letter's reach. */
  near(mark: Mark): Mark[] {
    const reach = mark.box[3] - mark.box[1]
    const found = new Set(this.#keys(mark, reach).flatMap((key) => this.#cells.get(key) ?? []))
    found.delete(mark)
    return [...found]
  }
}

/** A bracket reaches below the letter by this much at least, where l and I do not. */
const descent = ({ box }: Mark): number => Math.max(1, 0.1 * (box[3] - box[1]))

/** Pixels between two marks of a line, the second close on the right of the first; else null. */
const gapBetween = ({ box: a }: Mark, { box: b }: Mark): number | null => {
  const [first, second] = [a[3] - a[1], b[3] - b[1]]
  const gap = b[0] - a[2]
  const shared = Math.min(a[3], b[3]) - Math.max(a[1], b[1])
  const alike = Math.max(first, second) / Math.min(first, second)
  const narrow = isBracket({ box: a }, { box: b }) || isBracket({ box: b }, { box: a })
  const inLine = shared > 0.5 * Math.min(first, second) && alike < (narrow ? 2.6 : 2)
  const small = Math.min(first, second)
  return inLine && gap > -2 && gap < close * small ? gap : null
}

/** Whether a mark is tall and narrow beside another, as a bracket is. */
const isBracket = ({ box: a }: Pick<Mark, 'box'>, { box: b }: Pick<Mark, 'box'>): boolean => {
  const [wide, tall, height] = [a[2] - a[0], a[3] - a[1], b[3] - b[1]]
  const shared = Math.min(a[3], b[3]) - Math.max(a[1], b[1])
  return wide < 0.5 * tall && tall > 1.05 * height && shared > 0.8 * height
}

/** Whether two marks follow each other closely from top to bottom. */
const inColumn = ({ box: a }: Mark, { box: b }: Mark): boolean => {
  const [first, second] = [a[3] - a[1], b[3] - b[1]]
  const gap = Math.max(b[1] - a[3], a[1] - b[3])
  const shared = Math.min(a[2], b[2]) - Math.max(a[0], b[0])
  const alike = Math.max(first, second) / Math.min(first, second)
  const widths = Math.min(a[2] - a[0], b[2] - b[0])
  return gap > -2 && gap < stacked * Math.min(first, second) && shared > 0.5 * widths && alike < 1.8
}
