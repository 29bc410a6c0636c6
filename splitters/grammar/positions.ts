import { sentences } from '../text.ts'
import type { Marker } from '../types.ts'
import { crossed } from './grid.ts'
import { isPlace, labelOf, place, thing } from './places.ts'

const bracketed = new RegExp(
  `[([]\\s*(?:on\\s+|in\\s+|at\\s+)?(?:the\\s+)?(${place})(?:[- ](?:hand )?)?\\s*(?:side\\b\\s*)?(${thing})?\\s*[)\\]]`,
  'giu',
)
const remarked = new RegExp(
  `[([]\\s*(${place})\\s+(${thing})\\s*[,;:]\\s*([^()]{2,60})[)\\]]`,
  'giu',
)
const glossed = new RegExp(`[([]([^()]{2,60}),\\s*(${place})\\s*(${thing})?\\s*[)\\]]`, 'giu')
const named = new RegExp(
  `(?:(?<=^|[.;:,]\\s)|\\b(?:and|while|whereas)\\s+)(?:the\\s+|on\\s+the\\s+|in\\s+the\\s+)?(${place})\\s(?:(?:two|three|four|horizontal|vertical|hand)\\s)?(${thing})\\b(?:\\s*[:,)]|\\s*[-–—]\\s)?`,
  'giu',
)
const keyed = new RegExp(
  `(?:(?<=^|[.;]\\s))(?:on\\s+the\\s+|the\\s+)?(${place})(?:\\s(${thing}))?\\s?(?:[:=,]|[-–—]\\s)\\s?`,
  'giu',
)
const shared = new RegExp(`(?<=^|[.;]\\s)(${place})\\s+and\\s+(${place})\\s*[:=]`, 'giu')
const both = new RegExp(`[([](${place})\\s+and\\s+(${place})[)\\]]`, 'giu')
const paired = new RegExp(
  `(?:(?<=^|[.;]\\s)the\\s+|(?<=^|[.;]\\s)|[([]|\\bin\\s+(?:the\\s+)?)(${place})\\s+and\\s+(${place})\\s+(${thing})(?:\\s*,?\\s*respectively\\s*[)\\]]|[)\\]])?`,
  'giu',
)
const picture = new RegExp(`\\b${place}\\s+(?:\\w+\\s+)?(?!parts?\\b)${thing}\\b`, 'iu')
const bracket = /[([]([^()[\]]{6,120})[)\]]/g
const entry = new RegExp(
  `^\\s*(?:(${place})(?:\\s(${thing}))?\\s*[:,=–—-]\\s*(\\S.*?)|(\\S.*?)\\s*[:,–—-]\\s*(${place})(?:\\s(${thing}))?)\\s*$`,
  'iu',
)

/**
 * Panels told apart by where they are. Positions count only as a set of two or more that differ;
 * callers use them only when no letters are found.
 */
export const positions = (caption: string): Marker[] => {
  const markers: Marker[] = []
  const add = (start: number, end: number, labels: string[], gloss: Marker['gloss'] = null) => {
    if (markers.some((other) => start < other.end && other.start < end)) return
    markers.push({ start, end, labels, form: 'position', gloss })
  }
  const isInset = (what: string | undefined) => /^insets?$/i.test(what ?? '')
  for (const { start, end, where, what, gloss } of listed(caption))
    add(start, end, [labelOf(where, what)], gloss)
  for (const match of caption.matchAll(paired))
    if (/\brespectively\b/.test(sentenceAt(caption, match.index)))
      add(match.index, match.index + match[0].length, [
        labelOf(match[1] ?? '', single(match[3])),
        labelOf(match[2] ?? '', single(match[3])),
      ])
  for (const match of caption.matchAll(shared))
    add(match.index, match.index + match[0].length, [
      labelOf(match[1] ?? ''),
      labelOf(match[2] ?? ''),
    ])
  for (const match of caption.matchAll(bracketed))
    if (!isInset(match[2]))
      add(match.index, match.index + match[0].length, [labelOf(match[1] ?? '', match[2])])
  for (const match of caption.matchAll(remarked)) {
    const to = match.index + match[0].length - 1
    const from = to - (match[3]?.length ?? 0)
    if (!isInset(match[2]))
      add(match.index, to + 1, [labelOf(match[1] ?? '', match[2])], [from, to])
  }
  for (const match of caption.matchAll(glossed)) {
    const from = match.index + 1
    const to = from + (match[1]?.length ?? 0)
    // "(top, left panel)": two places for one picture.
    if (match[1] && isPlace(match[1]) && !/\s/.test(match[1])) {
      const both = labelOf(`${match[1]} ${match[2]}`, match[3])
      add(match.index, match.index + match[0].length, [both])
    } else if (!isInset(match[3]))
      add(
        match.index,
        match.index + match[0].length,
        [labelOf(match[2] ?? '', match[3])],
        [from, to],
      )
  }
  for (const pattern of [keyed, named])
    for (const match of caption.matchAll(pattern)) {
      const skipped = /^(?:and|while|whereas)\s+/i.exec(match[0])?.[0].length ?? 0
      const end = match.index + match[0].trimEnd().length
      if (!isInset(match[2])) add(match.index + skipped, end, [labelOf(match[1] ?? '', match[2])])
    }
  // "a map (center and right)" beside "a scan (left)"; alone it names no pictures.
  if (markers.length > 0)
    for (const match of caption.matchAll(both))
      add(match.index, match.index + match[0].length, [
        labelOf(match[1] ?? ''),
        labelOf(match[2] ?? ''),
      ])
  markers.sort((a, b) => a.start - b.start)
  const outer = outermost(caption, markers)
  const distinct = new Set(outer.flatMap((marker) => marker.labels))
  return distinct.size > 1 ? crossed(outer) : []
}

/** A position that speaks of pictures ("left panel", "Top row:") or opens its sentence ("Left: …"). */
export const namesPicture = (caption: string, { start, end }: Marker): boolean => {
  const text = caption.slice(start, end)
  if (picture.test(text)) return true
  return /[:=]\s*$/.test(text) && /(?:^|[.;]\s+)$/.test(caption.slice(0, start))
}

/** Positions inside a panel that a position opens are not split further. */
const outermost = (caption: string, markers: readonly Marker[]): Marker[] => {
  const openers = markers.filter((marker) =>
    sentences(caption).some(([start]) => start === marker.start),
  )
  const keys = new Set(openers.flatMap(({ labels }) => labels))
  const first = openers[0]
  if (!first || keys.size < 2) return [...markers]
  const bracketed = ({ start }: Marker) => /[([]/.test(caption.charAt(start))
  if (openers.some(bracketed)) return [...markers]
  return markers.filter((marker) => marker.start < first.start || !bracketed(marker))
}

/** "(left: males; right: females)", "(reactor 1—left; reactor 2—right)": one bracket for all. */
const listed = (caption: string) =>
  [...caption.matchAll(bracket)].flatMap((match) => {
    const inside = match[1] ?? ''
    const parts = inside.split(/[;/]/)
    const read = parts.map((part) => entry.exec(part))
    if (parts.length < 2 || read.some((found) => !found)) return []
    let at = match.index + 1
    return parts.map((part, index) => {
      const found = read[index]
      const words = found?.[3] ?? found?.[4] ?? ''
      const from = at + part.indexOf(words, found?.[3] ? part.search(/[:,=–—-]/) : 0)
      const start = index === 0 ? match.index : at
      at += part.length + 1
      const gloss: [number, number] = [from, from + words.length]
      return {
        ...{ start, end: at, gloss },
        where: found?.[1] ?? found?.[5] ?? '',
        what: found?.[2] ?? found?.[6],
      }
    })
  })

const single = (what: string | undefined) => what?.replace(/s$/i, '')

const sentenceAt = (caption: string, at: number): string => {
  const [start, end] = sentences(caption).find(([from, to]) => from <= at && at < to) ?? [at, at]
  return caption.slice(start, end)
}
