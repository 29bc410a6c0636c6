import { type Line, type Page, type PageBox, union } from './page.ts'

export interface Caption {
  page: number
  /** Number as printed, e.g. `3`, `S2`, `2.4`. */
  number: string
  label: string
  text: string
  box: PageBox
}

/** How a caption begins (after PDFFigures 2.0, Clark & Divvala 2016, §4.1, for figures alone). */
const opening =
  /^((?:Supplementary |Supplemental |Extended Data )?(?:Fig(?:ure)?|FIG(?:URE)?|F I G U R E|Plate)\s*[.-]?\s*(S?\d+(?:[.-]\d+)?|[IVX]+(?=[.:]))[A-Za-z]?)\s*([:.|)–—-]?)\s*(.*)$/

interface Candidate extends Caption {
  at: number
  mark: string
  bold: boolean
  size: number
  left: number
  /** The line itself. */
  first: string
}

/**
 * Captions of a document. Running text that begins with "Fig. 3), it did…" looks like one, so as
 * long as a number has several candidates, habits of the document (punctuation, font, all capitals)
 * thin them out, and only where every number keeps at least one.
 */
export const findCaptions = (pages: readonly Page[]): Caption[] => {
  const candidates = pages.flatMap((page) =>
    page.lines.flatMap((line, at): Candidate[] => {
      const match = opening.exec(line.text.trim())
      if (!match) return []
      const [, printed = '', number = '', mark = ''] = match
      const label = printed.replace(/^F I G U R E/, 'FIGURE')
      return [
        {
          ...{
            page: page.number,
            at,
            number,
            label,
            mark,
            text: '',
            box: line.box,
            size: line.size,
          },
          ...{ bold: line.font !== bodyFont(page), left: line.box[0], first: line.text.trim() },
        },
      ]
    }),
  )
  const starts = thin(candidates)
  return starts.map((start) => grow(start, pages, starts))
}

const bodyFont = ({ lines }: Page): string => {
  const letters = new Map<string, number>()
  for (const { font, text } of lines) letters.set(font, (letters.get(font) ?? 0) + text.length)
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

const habits: ((candidate: Candidate) => boolean)[] = [
  ({ mark }) => mark !== ')',
  ({ mark }) => mark === ':' || mark === '|',
  ({ label }) => /^FIG/.test(label),
  ({ bold }) => bold,
  ({ mark }) => mark === '.',
  ({ label }) => /^Fig(?!ure)/.test(label),
]

const thin = (candidates: Candidate[]): Candidate[] => {
  let left = candidates
  const numbers = (list: Candidate[]) => new Set(list.map(({ number }) => number))
  for (const habit of habits) {
    if (numbers(left).size === left.length) break
    const next = left.filter(habit)
    if (numbers(next).size === numbers(left).size) left = next
  }
  const first = new Map<string, Candidate>()
  for (const candidate of left)
    if (!first.has(candidate.number)) first.set(candidate.number, candidate)
  return [...first.values()]
}

/** Following lines of the same column, size and leading belong to the caption. */
const grow = (start: Candidate, pages: readonly Page[], starts: readonly Candidate[]): Caption => {
  const page = pages.find(({ number }) => number === start.page)
  const lines = page?.lines ?? []
  const stops = new Set(
    starts.filter(({ page: other }) => other === start.page).map(({ at }) => at),
  )
  const taken: Line[] = []
  let box = start.box
  let leading: number | null = null
  for (const [at, line] of lines.entries()) {
    if (at === start.at) {
      taken.push(line)
      continue
    }
    const last = taken.at(-1)
    if (!last || stops.has(at) || at < start.at) continue
    const step = line.box[1] - last.box[1]
    // A paragraph stands farther off than the lines of one.
    const farthest = 1.45 * Math.max(leading ?? 0, 1.2 * line.size)
    // A label may stand in a margin of its own, with its text beside it.
    const beside =
      taken.length === 1 &&
      /^\W*$/.test(opening.exec(start.first)?.[4] ?? '') &&
      Math.abs(step) < 0.3 * line.size &&
      line.box[0] - (box[0] + box[2]) < 4 * line.size
    const shared =
      Math.min(box[0] + box[2], line.box[0] + line.box[2]) - Math.max(box[0], line.box[0])
    const sameColumn = beside || shared > 0.6 * Math.min(box[2], line.box[2])
    if (!sameColumn) continue
    if (step > farthest || Math.abs(line.size - start.size) > 0.12 * start.size) {
      if (step > 0.5 * line.size) break
      continue
    }
    if (leading === null && step > 0.5 * line.size) leading = step
    taken.push(line)
    box = union(box, line.box)
  }
  const whole = joinLines(taken.map(({ text }) => text))
  const text = (opening.exec(whole)?.[4] ?? whole).trim()
  return { page: start.page, number: start.number, label: start.label, text, box }
}

/** One text; a hyphen at a line's end is taken out when the next line goes on in lower case. */
const joinLines = (lines: string[]): string =>
  lines
    .reduce((text, line) => {
      if (/[a-z]-$/.test(text) && /^[a-z]/.test(line)) return text.slice(0, -1) + line
      return `${text} ${line}`
    }, '')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
