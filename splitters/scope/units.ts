import { readList } from '../grammar/labels.ts'
import { bracketParts } from '../grammar/parts.ts'
import { sentences } from '../text.ts'
import { families, type Marker, type Piece } from '../types.ts'

/** Markers that stand together: `(a) and (b)`. */
export interface Group {
  start: number
  end: number
  labels: string[]
  /** The markers themselves (nobody's) and the words in their brackets (the group's). */
  pieces: Piece[]
}

/** A sentence, or a clause of it that a semicolon closes beside a marker. */
export interface Unit {
  start: number
  end: number
  groups: Group[]
  /** Set for the head of a list ("Sections of mice: (A) …; (B) …"): the labels of that list. */
  heads?: string[]
}

export const groupMarkers = (caption: string, markers: readonly Marker[]): Group[] => {
  const groups: Group[] = []
  for (const marker of markers) {
    const last = groups.at(-1)
    const between = last ? caption.slice(last.end, marker.start) : ''
    if (
      last &&
      /^\s*(?:,|;|and|&|,\s*and)?\s*$/.test(between) &&
      !/^[;]/.test(between.trim()) &&
      !marker.gloss &&
      last.pieces.length === 1
    ) {
      last.pieces = [{ start: last.start, end: marker.end, owner: 'none' }]
      last.end = marker.end
      last.labels = [...new Set([...last.labels, ...marker.labels])]
      continue
    }
    groups.push({
      start: marker.start,
      end: marker.end,
      labels: [...marker.labels],
      pieces: ofMarker(caption, marker),
    })
  }
  return groups
}

const ofMarker = (caption: string, { start, end, gloss, labels }: Marker): Piece[] => {
  if (!gloss) return [{ start, end, owner: 'none' }]
  const inside = start + 1
  const parts = bracketParts(caption.slice(inside, end - 1))
  if (parts && labels.length > 1) {
    const pieces: Piece[] = []
    let at = start
    for (const { names, from, to } of parts) {
      pieces.push({ start: at, end: inside + from, owner: 'none' })
      const own = labels.filter((label) => namesOf(names, labels).includes(label))
      pieces.push({ start: inside + from, end: inside + to, owner: own })
      at = inside + to
    }
    return [...pieces, { start: at, end, owner: 'none' }]
  }
  const [from, to] = gloss
  const pieces: Piece[] = [
    { start, end: from, owner: 'none' },
    { start: from, end: to, owner: labels },
    { start: to, end, owner: 'none' },
  ]
  return pieces.filter((piece) => piece.end > piece.start)
}

const namesOf = (names: string, labels: readonly string[]): string[] => {
  for (const family of families) {
    const found = family === 'position' ? null : readList(names, family)
    if (found?.every((label) => labels.includes(label))) return found
  }
  return []
}

export const units = (
  caption: string,
  groups: readonly Group[],
  general: 'first' | 'last',
): Unit[] => {
  const spans: [number, number][] = []
  for (const [start, end] of sentences(caption)) {
    let from = start
    for (const match of caption.slice(start, end).matchAll(/;\s*(?:and\s+)?/g)) {
      const at = start + match.index
      const next = at + match[0].length
      const inside = groups.some((group) => group.start < at && at < group.end)
      if (carriedList(caption, start, end, groups)) continue
      const between =
        !plainList(caption, start, end, groups) &&
        groups.some((group) => group.start >= start && group.end <= at) &&
        groups.some((group) => group.start >= next && group.start < end) &&
        balanced(caption.slice(start, at))
      const beside =
        between ||
        groups.some(
          (group) =>
            group.start === next ||
            (group.end <= at &&
              caption.slice(group.end, at).trim() === '' &&
              !plainList(caption, start, end, groups)),
        )
      if (inside || !beside) continue
      spans.push([from, next])
      from = next
    }
    spans.push([from, end])
  }
  for (const { start } of groups.filter((group) => unstopped(caption, groups, group, general))) {
    const at = spans.findIndex(([from, to]) => from < start && start < to)
    const span = spans[at]
    if (span) spans.splice(at, 1, [span[0], start], [start, span[1]])
  }
  const heads = colonHeads(caption, groups)
  // A sentence end inside a marker ("A. " as a label) is none.
  const merged: [number, number][] = []
  for (const [start, end] of spans) {
    const last = merged.at(-1)
    const broken = groups.some((group) => group.start < start && start < group.end)
    const bare =
      last &&
      groups.some(
        (group) =>
          group.start >= last[0] &&
          caption.slice(last[0], group.start).trim() === '' &&
          /^[\s.,:;–—=-]*$/.test(caption.slice(group.end, last[1])),
      )
    // "x: a. Alpha, b. Beta": the stop is the marker's.
    const keyed =
      last &&
      general === 'first' &&
      groups.some(
        (group) =>
          group.end <= last[1] &&
          group.start > last[0] &&
          !/[)\]]$/.test(caption.slice(group.start, group.end)) &&
          /^[.:]\s*$/.test(caption.slice(group.end, last[1])) &&
          /(?:[,;:]|\band)\s*$/.test(caption.slice(last[0], group.start)),
      )
    const closes =
      general === 'last' &&
      groups.some(
        (group) =>
          group.start >= start &&
          group.start < end &&
          caption.slice(start, group.start).trim() === '' &&
          /[)\]]$/.test(caption.slice(group.start, group.end)) &&
          /^\s*(?:[.,;](?!\s+\p{Lu})|$)/u.test(caption.slice(group.end)),
      )
    if (last && (broken || bare || keyed || closes)) last[1] = end
    else merged.push([start, end])
  }
  return merged.flatMap(([start, end]) => {
    const own = within(groups, start, end)
    const head = heads.find(
      ({ colon }) => colon > start && colon < end && own.every((group) => group.start >= colon),
    )
    const rest = { start: head?.colon ?? start, end, groups: own }
    return head ? [{ start, end: head.colon, groups: [], heads: head.labels }, rest] : [rest]
  })
}

const within = (groups: readonly Group[], start: number, end: number): Group[] =>
  groups.filter((group) => group.start >= start && group.start < end)

/** "The effect of x (a); y (b); and z (c) on rats": semicolons where others write commas. */
const plainList = (
  caption: string,
  start: number,
  end: number,
  groups: readonly Group[],
): boolean => {
  const own = within(groups, start, end)
  const clauses = caption.slice(start, end).split(';')
  let at = start
  const counts = clauses.map((clause) => {
    const from = at
    at += clause.length + 1
    return own.filter(
      (group) =>
        group.start >= from && group.start < at && caption.slice(from, group.start).trim() !== '',
    ).length
  })
  return own.length > 1 && counts.every((count) => count === 1)
}

/** "Effect of x on (A) weight; (B) length; and (C) width": the words before the first marker speak for all. */
const carriedList = (
  caption: string,
  start: number,
  end: number,
  groups: readonly Group[],
): boolean => {
  const own = within(groups, start, end)
  const [first, ...others] = own
  if (!first || others.length === 0) return false
  const carrier = caption.slice(start, first.start).trim()
  if (carrier === '' || /[.:;]$/.test(carrier)) return false
  return others.every((group) => /;\s*(?:and\s+)?$/.test(caption.slice(start, group.start)))
}

/**
 * "(A) Leaves of the mutant (B) Roots of the mutant. (C) Seeds.": a sentence without its stop, where
 * the panels before and after open theirs.
 */
const unstopped = (
  caption: string,
  groups: readonly Group[],
  group: Group,
  general: 'first' | 'last',
): boolean => {
  const index = groups.indexOf(group)
  const last = groups[index - 1]
  if (general === 'last' || !last || group.labels.some((label) => last.labels.includes(label)))
    return false
  const between = caption.slice(last.end, group.start)
  const [before, after] = [caption.slice(0, group.start), caption.slice(group.end)]
  return (
    /^[([]/.test(caption.slice(group.start)) &&
    /[\p{L}\p{N})]{2}\s+$/u.test(before) &&
    !/\b(?:and|or|of|in|for|by|with|the|from|to|versus|vs)\s+$/i.test(before) &&
    /^\s+[A-Z][a-z]+\s/.test(after) &&
    /^\s*[.:,]?\s*[A-Z]/.test(between) &&
    between.trim().split(/\s+/).length > 2 &&
    groups
      .slice(0, index)
      .every((other) => /(?:^|[.:;)]\s*|[a-z]\s)$/.test(caption.slice(0, other.start)))
  )
}

const balanced = (text: string) => text.split('(').length === text.split(')').length

/** "Title words: (A) x; (B) y": the words before the colon speak for the whole sentence. */
const colonHeads = (caption: string, groups: readonly Group[]) =>
  sentences(caption).flatMap(([start, end]) => {
    const own = within(groups, start, end)
    const first = own[0]
    if (!first || own.length < 2) return []
    const lead = caption.slice(start, first.start)
    const colon = /:\s*$/.exec(lead)
    if (!colon || lead.trim().split(/\s+/).length < 2) return []
    return [
      { colon: start + lead.length, labels: [...new Set(own.flatMap((group) => group.labels))] },
    ]
  })
