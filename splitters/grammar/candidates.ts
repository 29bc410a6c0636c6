import { sentences } from '../text.ts'
import { type Candidate, type Family, type Form, families } from '../types.ts'
import { withOddCase } from './case.ts'
import { beliefs, initial, type Neighbours, pointsElsewhere, pointsInside } from './context.ts'
import { withImplied } from './implied.ts'
import { list, looseList, readList } from './labels.ts'
import { bracketParts } from './parts.ts'
import { isPlace } from './places.ts'
import { withoutRecipes } from './recipes.ts'
import { withRow } from './row.ts'

const bare = new RegExp(
  `(?<![\\p{L}\\p{N}_\\-–/+′'’α-ω×=<>~%°&]|\\.(?!(?<=\\p{Ll}{3}\\.)\\p{Lu}[.:)]\\s))${looseList}(?![\\p{L}\\p{N}_′%°])(?!['’′][\\p{L}])`,
  'gu',
)
const panelWord =
  '(?:sub)?(?:panels?|parts?|images?|plates?|pictures?|photographs?|photos?|insets?)'
const figureWord = '(?:figs?\\.?|figures?)\\s*\\d{1,2}\\s*'
const lastItem =
  /(?:\s*,?\s*&\s+|(?:,\s*|\s+)(?:and|or)\s+|\s*[,;/&+]\s*|\s*[-–—‐‑−~]{1,2}\s*|\s+(?:to|through)\s+)[^\s,;/&+–—-]+$/
const bracket = /([([])((?:[^()[\]]|\((?:[^()[\]]{1,12})\)){1,160})[)\]]/g
const bracketed = new RegExp(
  `^\\s*(?:(?:in\\s+)?${panelWord}\\s+|${figureWord})?(${list})\\s*$`,
  'iu',
)
const glossAfter = new RegExp(
  `^\\s*(${list})\\s*(?:[,;:]\\s*|\\s+(?=[a-z]{3,}|[×x]\\s?\\d))(\\S.*)$`,
  'su',
)
const glossBefore = new RegExp(`^(.*?\\S)\\s*(?:[,;:]\\s*|\\s+(?:in|for)\\s+)(${list})\\s*$`, 'su')
const lead = new RegExp(
  `(?:^|[\\s(])((?:(?:in|from|for|see)\\s+)?(?:the\\s+)?${panelWord}\\s+|${figureWord})$`,
  'iu',
)

/**
 * Every place in a caption that could name panels by letters, numbers or Roman numerals, with a
 * belief that rests on its form and neighbours only. It misses nothing on purpose: most of what it
 * gives is wrong, and `chooseMarkers` decides for the figure as a whole.
 */
export const findCandidates = (caption: string): Candidate[] => {
  const starts = openings(caption)
  const found: Candidate[] = []
  const taken = (start: number, end: number) =>
    found.some((other) => start < other.end && other.start < end)
  for (const match of caption.matchAll(bracket)) {
    const inside = match[2] ?? ''
    const start = match.index
    const end = start + match[0].length
    const read = readBracket(inside, start + 1)
    if (!read) continue
    const readings = readAll(read.text)
    const lead = leadBefore(caption, start)
    const from = start - (pictured.test(lead) && !starts.has(start - lead.length) ? 0 : lead.length)
    if (readings)
      found.push(
        build(caption, starts, { start: from, end, readings, form: read.form, gloss: read.gloss }),
      )
  }
  let from = 0
  while (from < caption.length) {
    bare.lastIndex = from
    const match = bare.exec(caption)
    if (!match) break
    const start = match.index
    const whole = starts.has(start) ? match[0] : lastKeyed(caption, start, match[0])
    const [text, readings] = longestReadable(whole)
    const end = start + text.length
    from = Math.max(end, start + 1)
    if (!readings || taken(start, end)) continue
    const half = /^\s?\)/.exec(caption.slice(end))
    if (half && unopened(caption, start)) {
      found.push(
        build(caption, starts, {
          start,
          end: end + half[0].length,
          readings,
          form: 'half',
          gloss: null,
        }),
      )
      continue
    }
    const before = leadBefore(caption, start)
    if (before !== '') {
      const from = start - before.length
      found.push(build(caption, starts, { start: from, end, readings, form: 'panel', gloss: null }))
      continue
    }
    const form: Form = starts.has(start) ? 'bare' : 'loose'
    found.push(build(caption, starts, { start, end, readings, form, gloss: null }))
  }
  found.sort((a, b) => a.start - b.start)
  const kept = withRanges(caption, found, starts).filter(
    ({ start }) => !compared.test(caption.slice(Math.max(0, start - 40), start)),
  )
  const plain = withOddCase(withPairs(caption, withoutRecipes(caption, kept)))
  return withRow(caption, withImplied(caption, plain))
}

/** "shown in (a) and (b).": what follows a reference points elsewhere too. */
const withPairs = (caption: string, candidates: readonly Candidate[]): Candidate[] => {
  const found: Candidate[] = []
  for (const candidate of candidates) {
    const last = found.at(-1)
    const joined =
      last?.reference &&
      !candidate.first &&
      /^\s*(?:,|and|&|,\s*and)\s*$/.test(caption.slice(last.end, candidate.start)) &&
      /^\s*(?:[.;:)]|$)/.test(caption.slice(candidate.end))
    found.push(joined ? { ...candidate, reference: true, located: last.located } : candidate)
  }
  return found
}

/** "the same letters (a, b)": letters over bars that compare means name no panels. */
const compared = /\b(?:letters?|superscripts?)(?:\s+(?:such as|like|above|over|e\.g\.),?)?\s*$/i
const through = /^\s*(?:[-–—‐‑−~]{1,2}|to|through)\s*$/

/** "(A)–(C)", "(g) to (j)": a range whose ends are bracketed each for itself. */
const withRanges = (
  caption: string,
  found: readonly Candidate[],
  starts: ReadonlySet<number>,
): Candidate[] => {
  const joined: Candidate[] = []
  for (const candidate of found) {
    const last = joined.at(-1)
    const range = last ? rangeOf(caption, last, candidate) : null
    if (last && range) joined[joined.length - 1] = build(caption, starts, range)
    else joined.push(candidate)
  }
  return joined
}

const rangeOf = (caption: string, from: Candidate, to: Candidate): Shape | null => {
  if (!closed(from) || !closed(to) || !through.test(caption.slice(from.end, to.start))) return null
  const inside = (part: Candidate) =>
    caption.slice(part.start, part.end).replace(/^[\s([]+|[\s)\]]+$/g, '')
  const readings = readAll(`${inside(from)}–${inside(to)}`)
  return readings && { start: from.start, end: to.end, readings, form: from.form, gloss: null }
}

const closed = ({ form, gloss }: Candidate) => !gloss && (form === 'bracket' || form === 'half')

/** "Panel ", "Fig. 1", "in panels " before a label. */
const leadBefore = (caption: string, at: number): string => {
  const found = lead.exec(caption.slice(Math.max(0, at - 40), at))?.[1] ?? ''
  return found.trim() === '' ? '' : found
}

/** "CT image (A)": the picture is what the panel shows, no name of the panel. */
const pictured = /^(?:images?|plates?|pictures?|photographs?|photos?|insets?)\s/i

/** Where sentences begin, and clauses after a semicolon. */
const openings = (caption: string): Set<number> => {
  const skip = (at: number) =>
    at + (/^[\s"“‘'*]*(?:and\s+)?/.exec(caption.slice(at))?.[0].length ?? 0)
  const starts = new Set(sentences(caption).map(([start]) => skip(start)))
  for (const match of caption.matchAll(/;\s/g)) starts.add(skip(match.index + 1))
  return starts
}

/** True when a closing bracket after `at` would close nothing. */
const unopened = (caption: string, at: number): boolean => {
  let depth = 0
  for (const char of caption.slice(Math.max(0, at - 200), at)) {
    if (char === '(') depth++
    else if (char === ')') depth = Math.max(0, depth - 1)
  }
  return depth === 0
}

const readBracket = (inside: string, offset: number) => {
  const plain = bracketed.exec(inside)
  if (plain?.[1]) return { text: plain[1], form: 'bracket' as const, gloss: null }
  // `a(i)`, `A (ii)`: the inner bracket belongs to the label.
  const inner = inside.replace(/\s?\(([ivx]{1,4}|\d|[a-h])\)/g, '$1')
  if (inner !== inside) {
    const nested = bracketed.exec(inner)
    if (nested?.[1]) return { text: nested[1], form: 'bracket' as const, gloss: null }
  }
  const parts = bracketParts(inside)
  const [opening, closing] = [parts?.[0], parts?.at(-1)]
  if (parts && opening && closing) {
    const gloss = [offset + opening.from, offset + closing.to] as const
    return { text: parts.map(({ names }) => names).join(', '), form: 'gloss' as const, gloss }
  }
  const last = glossBefore.exec(inside)
  if (last?.[1] && last[2] && !/^\d/.test(last[2])) {
    if (isPlace(last[1])) return { text: last[2], form: 'bracket' as const, gloss: null }
    const gloss = [offset, offset + last[1].length] as const
    if (!new RegExp(`^${list}$`).test(last[1]))
      return { text: last[2], form: 'gloss' as const, gloss }
  }
  const first = glossAfter.exec(inside)
  if (first?.[1] && first[2] && !/^\d/.test(first[1])) {
    const at = offset + inside.length - first[2].length
    return {
      text: first[1],
      form: 'gloss' as const,
      gloss: [at, offset + inside.trimEnd().length] as const,
    }
  }
  return null
}

const stain = /(?:^|\s)H\s?[&,/+]\s?E\s*$/i

const readAll = (text: string): Candidate['readings'] | null => {
  if (stain.test(text)) return null
  const readings: Partial<Record<Family, string[]>> = {}
  let any = false
  for (const family of families) {
    if (family === 'position') continue
    const labels = readList(text.trim(), family)
    if (!labels) continue
    readings[family] = labels
    any = true
  }
  return any ? readings : null
}

/** "A = pea B, C = rice": of two letters only the second is a key; "K, C" and "h and f" are no lists at all. */
const lastKeyed = (caption: string, start: number, text: string): string => {
  const [, one = '', other = ''] = /^([A-Za-z])(?:,|\s+and)\s*([A-Za-z])$/.exec(text) ?? []
  const keyed = /^\s?(?:=|[-–])\s+\p{L}/u.test(caption.slice(start + text.length))
  return one !== '' && (one > other || keyed) ? one : text
}

/** "C–D, G1 in the mutant": a list of letters and the name of a gene. */
const endsInCode = (text: string) => /^[^\d]*[,\s][A-Za-z]\d{1,2}$/.test(text)

/** "a, d, g, 1" in "a, d, g, 1 µm" is a list of letters and a number: items go until one family reads it. */
const longestReadable = (text: string): [string, Candidate['readings'] | null] => {
  let rest = text
  while (rest !== '') {
    if (stain.test(rest)) break
    const readings = readAll(rest)
    if (readings && !endsInCode(rest)) return [rest, readings]
    const shorter = rest.replace(lastItem, '')
    if (shorter === rest) break
    rest = shorter
  }
  return [text, null]
}

/** "(Figure 3D)": a panel of another figure, where this one names its own. */
const ofFigure = ({ text, first }: Neighbours) => !first && /^[\s([]*(?:in\s+)?fig/i.test(text)

type Shape = Omit<Candidate, 'prior' | 'reference' | 'first' | 'initial' | 'located'>

const build = (caption: string, starts: ReadonlySet<number>, shape: Shape): Candidate => {
  const neighbours: Neighbours = {
    before: caption.slice(Math.max(0, shape.start - 60), shape.start),
    after: caption.slice(shape.end, shape.end + 60),
    text: caption.slice(shape.start, shape.end),
    first: starts.has(shape.start),
  }
  return {
    ...shape,
    first: neighbours.first,
    prior: beliefs(shape, neighbours),
    initial: initial(neighbours.before, neighbours.text),
    reference: pointsElsewhere(neighbours) || ofFigure(neighbours),
    located: pointsInside(neighbours),
  }
}
