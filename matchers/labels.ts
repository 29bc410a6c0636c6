/**
 * Panel labels as captions write them: letters (`A`, `a`), numbers, Roman numerals, nested labels
 * (`Aa`, `A1`, `aii`) and positions (`upper left`, `second row`).
 */

/** Where a positional label points, on axes from 0 (left, top) to 1 (right, bottom). */
export interface Position {
  x: number | null
  y: number | null
  /** Rows or columns are counted (`third row`): the fraction depends on how many there are. */
  row: number | null
  column: number | null
}

export interface Label {
  /** As the caption writes it. */
  text: string
  /** What is compared with printed letters. */
  key: string
  /** First part of a nested label: `A` of `Aa`, `A1`; null when it has one part. */
  head: string | null
  tail: string | null
  position: Position | null
  /** Sorts labels of one family: letters by alphabet, numerals by value, tails after heads. */
  rank: readonly [number, number]
}

const clean = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[()[\]{}.:,;*'′’\s]+/g, ' ')
    .trim()

const sides: Record<string, [axis: 'x' | 'y', at: number]> = {
  left: ['x', 0],
  leftmost: ['x', 0],
  right: ['x', 1],
  rightmost: ['x', 1],
  top: ['y', 0],
  upper: ['y', 0],
  above: ['y', 0],
  bottom: ['y', 1],
  lower: ['y', 1],
  below: ['y', 1],
}
const counts: Record<string, number> = {
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
  fifth: 5,
  '5th': 5,
  sixth: 6,
  '6th': 6,
}
const middles = new Set(['middle', 'central', 'center', 'centre', 'centered'])
const filler = new Set([
  ...['panel', 'panels', 'image', 'images', 'side', 'part', 'picture', 'pictures', 'photo'],
  ...['photos', 'row', 'rows', 'column', 'columns', 'line', 'the', 'of', 'hand', 'half', 'from'],
  ...['figure', 'figures', 'and', 'micrograph', 'micrographs', 'plate', 'inset', 'insets'],
])

/** Reads `top left`, `middle column`, `2nd row`; null when the words are no position. */
export const positionOf = (text: string): Position | null => {
  const words = clean(text)
    .toLowerCase()
    .split(/[\s-]+/)
  const position: Position = { x: null, y: null, row: null, column: null }
  const rows = words.some((word) => /^(row|line)s?$/.test(word))
  const columns = words.some((word) => /^columns?$/.test(word))
  let middle = false
  for (const word of words) {
    const side = sides[word]
    const count = counts[word]
    if (side) position[side[0]] = side[1]
    else if (count !== undefined) {
      if (rows) position.row = count
      else position.column = count
    } else if (middles.has(word)) middle = true
    else if (!filler.has(word)) return null
  }
  if (middle) {
    if (rows || (position.x !== null && !columns)) position.y ??= 0.5
    else if (columns || position.y !== null) position.x ??= 0.5
    else {
      // `middle` alone: of a row or of a column, as the layout decides.
      position.x = 0.5
      position.y = 0.5
    }
  }
  const { x, y, row, column } = position
  return x === null && y === null && row === null && column === null ? null : position
}

const roman = /^(?=[ivx])(x{0,2})(ix|iv|v?i{0,3})$/i
const romanValue = (text: string): number => {
  const values: Record<string, number> = { i: 1, v: 5, x: 10 }
  const digits = [...text.toLowerCase()].map((letter) => values[letter] ?? 0)
  return digits.reduce(
    (sum, digit, at) => sum + (digit < (digits[at + 1] ?? 0) ? -digit : digit),
    0,
  )
}

const worthOf = (part: string, romans: boolean): number => {
  if (/^\d+$/.test(part)) return Number(part)
  if (romans && roman.test(part)) return romanValue(part)
  const letter = part.toLowerCase().charCodeAt(0) - 96
  // AA to AF follow Z.
  return part.length > 1 && /^([a-z])[a-z]$/i.test(part)
    ? 26 * letter + part.toLowerCase().charCodeAt(1) - 96
    : letter
}

const parts = (key: string, romans: boolean): [head: string, tail: string] | null => {
  if (romans && roman.test(key)) return null
  const match =
    /^([a-z])[\s-]?(\d+|[ivx]+|[a-z])$/i.exec(key) ??
    /^([ivx]+|\d+)[\s-]?([a-z])$/i.exec(key) ??
    /^(\d+)[\s-](\d+)$/.exec(key)
  if (!match?.[1] || !match[2]) return null
  return [match[1], match[2]]
}

/** Reads a set of labels together: whether `I` is a letter or a numeral depends on the others. */
export const readLabels = (texts: readonly string[]): Label[] => {
  const keys = texts.map(clean)
  const cased =
    new Set(keys.filter((key) => /^[a-z]$/i.test(key)).map((key) => key.toLowerCase())).size <
    new Set(keys.filter((key) => /^[a-z]$/i.test(key))).size
  const romans = keys.some((key) => key.length > 1 && roman.test(key))
  // `AA` follows `Z`; without `Z` it is nested.
  const beyond = keys.some((key) => /^z$/i.test(key))
  return keys.map((key, at): Label => {
    const text = texts[at] ?? key
    const position = /^.$/.test(key) ? null : positionOf(key)
    const nested = position || (beyond && /^aa?[a-z]$/i.test(key)) ? null : parts(key, romans)
    return {
      text,
      key: cased ? key : key.toLowerCase(),
      head: nested ? (cased ? nested[0] : nested[0].toLowerCase()) : null,
      tail: nested ? (cased ? nested[1] : nested[1].toLowerCase()) : null,
      position,
      rank: position
        ? [0, 0]
        : nested
          ? [worthOf(nested[0], romans), worthOf(nested[1], true)]
          : [worthOf(key, romans), 0],
    }
  })
}

/** A printed letter as the detector read it, in the same form as {@link Label.key}. */
export const printedKey = (text: string | null, labels: readonly Label[]): string | null => {
  if (text === null) return null
  const key = clean(text)
  if (key === '') return null
  return labels.some((label) => label.key !== label.key.toLowerCase()) ? key : key.toLowerCase()
}
