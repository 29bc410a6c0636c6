import type { Family } from '../types.ts'

const romans = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii']

/** One label taken apart: `A`, `b2`, `Ciii`, `1E`. `rank` is its place in its alphabet, from 0. */
export interface Atom {
  text: string
  rank: number
  /** Sub-label after the letter (`2` of `b2`), or the letter after the number in a grid. */
  tail: string
}

const patterns: Record<Exclude<Family, 'position'>, RegExp> = {
  upper: /^([A-ZÑ])((?:\d|1\d|[ivx]{1,4}|[a-h])?['′’″]?)$/u,
  lower: /^([a-zñ])((?:\d|1\d|[ivx]{1,4})?['′’″]?)$/u,
  Roman: /^([IVX]{1,4})()$/,
  roman: /^([ivx]{1,5})()$/,
  number: /^(\d{1,2})()$/,
  grid: /^(\d)([A-Za-z])$/,
}

/** Reads one label in a family; null when it is not written that way. */
export const readAtom = (text: string, family: Exclude<Family, 'position'>): Atom | null => {
  const match = patterns[family].exec(text)
  if (!match) return null
  const [, head = '', tail = ''] = match
  // `ii` and `iv` are numerals, not the letters i and v with a numeral inside.
  if ((family === 'lower' || family === 'upper') && tail && romans.includes(text.toLowerCase()))
    return null
  const rank =
    family === 'Roman' || family === 'roman'
      ? romans.indexOf(head.toLowerCase())
      : family === 'number' || family === 'grid'
        ? Number(head) - 1
        : letterRank(head)
  return rank < 0 ? null : { text, rank, tail }
}

const letterRank = (letter: string) => {
  const lower = letter.toLowerCase()
  return lower === 'ñ' ? 13.5 : lower.charCodeAt(0) - 97
}

/** Place of a label in its alphabet, by its first part: `C`, `C2` and `Civ` are all 2. */
export const rankOf = (label: string, family: Family): number => {
  if (family === 'position') return 0
  const found = readAtom(label, family)
  if (found) return found.rank
  // A letter printed in the other case by mistake has the same place.
  const other = family === 'lower' ? 'upper' : family === 'upper' ? 'lower' : null
  return other && label.length === 1 ? (readAtom(label, other)?.rank ?? -1) : -1
}

const dash = '[-–—‐‑−~]'
/** `A`, `b2`, `Aii`, `iv`, `12`, `3B`. */
export const atom =
  "(?:[A-Za-zÑñ](?:\\d{1,2}|[ivx]{1,4}|[a-h])?['′’″]?|[IVX]{1,4}|[ivx]{1,5}|\\d{1,2}[A-Za-z]?)"
/** A conjunction stands apart: "for a" is not "f or a". */
const separator = '(?:\\s*,?\\s*&\\s+|(?:,\\s*|\\s+)(?:and|or)\\s+|\\s*[,;/&+]\\s*)'
const range = `(?:\\s*${dash}{1,2}\\s*|\\s+to\\s+|\\s+through\\s+)`
/** Labels with commas, "and" and ranges between them, unanchored. */
export const list = `${atom}(?:(?:${range}|${separator})${atom})*`
/** The same without semicolons, which outside brackets end a clause. */
export const looseList = `${atom}(?:(?:${range}|(?!\\s*;)${separator})${atom})*`

const whole = new RegExp(`^${list}$`)
const cut = new RegExp(`(${range})|(${separator})`)

/** All labels a list names, ranges filled in; null when it cannot be read in this family. */
export const readList = (text: string, family: Exclude<Family, 'position'>): string[] | null => {
  if (!whole.test(text)) return null
  const parts = text.split(cut).filter((part) => part !== undefined && part !== '')
  const labels: string[] = []
  let open: Atom | null = null
  let ranging = false
  for (const part of parts) {
    const token = part.trim()
    const found: Atom | null = readAtom(token, family) ?? shorthand(token, open, ranging)
    if (!found) {
      if (new RegExp(`^(?:${dash}{1,2}|to|through)$`).test(token)) ranging = true
      else if (!/^(?:,?\s*(?:&|and|or)|[,;/&+])$/.test(token)) return null
      continue
    }
    if (ranging && open) {
      const between = fill(open, found, family)
      if (!between) return null
      labels.push(...between)
    } else labels.push(found.text)
    open = found
    ranging = false
  }
  return ranging || labels.length === 0 ? null : [...new Set(labels)]
}

/** `a1-5` means `a1` to `a5`. */
const shorthand = (token: string, open: Atom | null, ranging: boolean): Atom | null =>
  ranging && open && /^\d{1,2}$/.test(token) && /^\d/.test(open.tail)
    ? { text: open.text.replace(/\d+$/, token), rank: open.rank, tail: token }
    : null

/** Labels after `from` up to and with `to`; a grid range such as `1E-3G` runs over both. */
const fill = (from: Atom, to: Atom, family: Family): string[] | null => {
  if (family === 'grid') {
    const letters = steps(from.tail, to.tail)
    if (!letters || to.rank < from.rank) return null
    const labels: string[] = []
    for (let row = from.rank; row <= to.rank; row++)
      for (const letter of letters) labels.push(`${row + 1}${letter}`)
    return labels.filter((label) => label !== from.text)
  }
  if (from.rank === to.rank) {
    const numbers = steps(from.tail, to.tail)
    const head = from.text.slice(0, from.text.length - from.tail.length)
    return numbers ? numbers.slice(1).map((tail) => head + tail) : null
  }
  if (from.tail !== to.tail || to.rank <= from.rank || to.rank - from.rank > 25) return null
  const labels: string[] = []
  for (let rank = Math.floor(from.rank) + 1; rank < to.rank; rank++)
    labels.push(write(rank, family) + from.tail)
  return [...labels, to.text]
}

const steps = (from: string, to: string): string[] | null => {
  const [start, end, name] = /^\d+$/.test(from + to)
    ? [Number(from), Number(to), String]
    : /^[a-z]{2}$/i.test(from + to)
      ? [from.charCodeAt(0), to.charCodeAt(0), (code: number) => String.fromCharCode(code)]
      : [romans.indexOf(from), romans.indexOf(to), (index: number) => romans[index] ?? '']
  if (start < 0 || end < start || end - start > 25) return null
  return Array.from({ length: end - start + 1 }, (_, step) => name(start + step))
}

const write = (rank: number, family: Family): string => {
  if (family === 'number') return String(rank + 1)
  if (family === 'roman' || family === 'Roman') {
    const roman = romans[rank] ?? ''
    return family === 'Roman' ? roman.toUpperCase() : roman
  }
  return String.fromCharCode((family === 'upper' ? 65 : 97) + rank)
}
