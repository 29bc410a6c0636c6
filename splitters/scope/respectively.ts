import type { Piece } from '../types.ts'
import type { Unit } from './units.ts'

const connector = /(?:\s*[,;]\s*(?:and|or)\s+|\s+(?:and|or|&)\s+|\s*[,;]\s+)/g

/**
 * "x, y and z (A–C), respectively": a list with as many items as the group has labels is dealt out
 * in order and the word is dropped; "x and y of mice (A, B) and rats (C, D), respectively" is dealt
 * to each group. Without such a list the text stays with all labels.
 */
export const distribute = (caption: string, unit: Unit, pieces: Piece[]): Piece[] => {
  const word = /,?\s*\brespectively\b/.exec(caption.slice(unit.start, unit.end))
  if (!word) return pieces
  const text = caption.slice(unit.start, unit.end)
  if (unit.groups.length === 0 && ofMarks.test(text)) return pieces
  const at = unit.start + word.index
  const own = caption.slice(Math.max(unit.start, lastGroupEnd(unit, at)), at)
  // "… (A) and … (B). ck1 and ck2 are x and y, respectively": the word speaks of its own sentence.
  if (/(?:[a-z]{4}|\))\.\s/.test(own) || ofTests.test(own)) return pieces
  const target = pieces
    .filter(
      (piece) => typeof piece.owner !== 'string' && piece.owner.length > 1 && piece.start < at,
    )
    .at(-1)
  let done = false
  const dealt = pieces.flatMap((piece) => {
    if (typeof piece.owner === 'string' || piece.owner.length < 2) return [piece]
    const found =
      deal(caption, piece, hands(unit, piece.owner)) ??
      deal(
        caption,
        piece,
        piece.owner.map((label) => [label]),
      )
    if (!found) return [piece]
    done = true
    return found
  })
  return dealt.flatMap((piece) =>
    done || (target && piece.start >= target.start && piece.end <= target.end)
      ? drop(caption, piece)
      : [piece],
  )
}

const lastGroupEnd = ({ groups, start }: Unit, at: number): number =>
  groups.filter((group) => group.end <= at).at(-1)?.end ?? start

/** "Red and blue dots denote x and y, respectively": a key to colours and marks, not to panels. */
const ofMarks =
  /\b(?:represent|indicat|denot|mark|correspond|stand|stain)\w*\b|\b(?:red|green|blue|black|white|yellow|arrows?|arrowheads?|asterisks?|lines?|dots?|circles?|bars?)\b|[*†‡]/i

/** "* and ** indicate P < 0.05 and P < 0.01, respectively" */
const ofTests = /\bp\s?[<≤=]\s?0|[*∗†‡].*\b(?:represent|indicat|denot|mark)/i

/** Labels that take one item each: the first of every group, the second of every group… */
const hands = (unit: Unit, owner: readonly string[]): string[][] => {
  const groups = unit.groups.filter(({ labels }) => labels.every((label) => owner.includes(label)))
  const size = groups[0]?.labels.length ?? 0
  const even = groups.length > 1 && size > 1 && groups.every(({ labels }) => labels.length === size)
  if (!even || groups.length * size !== owner.length) return []
  return Array.from({ length: size }, (_, at) => groups.flatMap(({ labels }) => labels[at] ?? []))
}

const drop = (caption: string, piece: Piece): Piece[] => {
  const word = /,?\s*\brespectively\b/.exec(caption.slice(piece.start, piece.end))
  if (!word || piece.owner === 'none') return [piece]
  const start = piece.start + word.index
  const end = start + word[0].length
  return [
    { ...piece, end: start },
    { start, end, owner: 'none' as const },
    { ...piece, start: end },
  ].filter((each) => each.end > each.start)
}

const deal = (
  caption: string,
  piece: Piece,
  labels: readonly (readonly string[])[],
): Piece[] | null => {
  if (labels.length < 2) return null
  const text = caption.slice(piece.start, piece.end)
  const word = /,?\s*\brespectively\b/.exec(text)
  const stop = word?.index ?? text.length
  const cuts = [...text.slice(0, stop).matchAll(connector)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
  // Nearest list before the word: the last run of n - 1 connectors with an "and" at its end.
  for (let last = cuts.length - 1; last >= labels.length - 2; last--) {
    const run = cuts.slice(last - labels.length + 2, last + 1)
    const closing = run.at(-1)
    const opening = run[0]
    if (!closing || !opening || !/and|or|&/.test(text.slice(closing.start, closing.end))) continue
    const before = cuts[last - labels.length + 1]
    const inner = run.slice(1).map((cut, index) => text.slice(run[index]?.end ?? 0, cut.start))
    const size = inner.length > 0 ? Math.max(...inner.map(count)) : 2
    if (inner.some((item) => count(item) > 12)) continue
    const second = text.slice(opening.end, run[1]?.start ?? stop)
    const head =
      sameOpening(text, before?.end ?? 0, opening.start, second) ??
      firstItem(text, before?.end ?? 0, opening.start, size)
    // "T1, T2, T3 and T4" for two panels: what stands before the run is one more item of the list.
    if (before && /^\s*[,;]/.test(text.slice(before.start)) && head === before.end) continue
    const tail = lastItem(text, closing.end, stop, size)
    const bounds = [head, ...run.map((cut) => cut.end)]
    const stops = [...run.map((cut) => cut.start), tail]
    const items: Piece[] = labels.map((owner, index) => ({
      start: piece.start + (bounds[index] ?? 0),
      end: piece.start + (stops[index] ?? 0),
      owner,
    }))
    return tile(
      piece,
      items,
      word
        ? { start: piece.start + word.index, end: piece.start + word.index + word[0].length }
        : null,
    )
  }
  return null
}

const count = (text: string) => text.trim().split(/\s+/).length

/** "in the root and in the leaf": the first item begins with the preposition of the second. */
const sameOpening = (text: string, from: number, to: number, second: string): number | null => {
  const opening = /^\s*(of|in|with|for|by|from|to|at|on|without|after|before|under|during)\s/i.exec(
    second,
  )?.[1]
  if (!opening) return null
  const places = [...text.slice(from, to).matchAll(new RegExp(`\\b${opening}\\s`, 'gi'))]
  const last = places.at(-1)
  return last ? from + last.index : null
}

const firstItem = (text: string, from: number, to: number, size: number): number => {
  const spans = [...text.slice(from, to).matchAll(/\S+/g)]
  if (spans.length <= size) return from + (spans[0]?.index ?? 0)
  const head = spans.findLastIndex(
    (span, index) =>
      index < spans.length - 1 &&
      /^(?:of|in|with|for|by|from|to|at|on|the|between|after|as|and|receiving|showing|show|represents?|is|are|were|was|denote|indicate)$/i.test(
        span[0],
      ),
  )
  const next = spans[head + 1]
  return from + (next?.index ?? spans[Math.max(0, spans.length - size)]?.index ?? 0)
}

const lastItem = (text: string, from: number, to: number, size: number): number => {
  const spans = [...text.slice(from, to).matchAll(/\S+/g)]
  const stop = spans.findIndex(
    (span, index) =>
      index >= Math.min(size, 1) &&
      /^(?:of|in|with|for|by|from|at|on|isolated|groups?|mice|cells|changes|after|during|using|were|was|are|is)$/i.test(
        span[0],
      ),
  )
  const at = spans[stop]
  return at
    ? from + text.slice(from, from + at.index).trimEnd().length
    : from + text.slice(from, to).trimEnd().length
}

const tile = (
  piece: Piece,
  items: readonly Piece[],
  hole: { start: number; end: number } | null,
): Piece[] => {
  const pieces: Piece[] = []
  let at = piece.start
  const first = items[0]?.start ?? at
  const end = items.at(-1)?.end ?? at
  if (first > at) pieces.push({ start: at, end: first, owner: piece.owner })
  at = first
  for (const item of items) {
    if (item.start > at) pieces.push({ start: at, end: item.start, owner: 'none' })
    pieces.push(item)
    at = item.end
  }
  at = end
  if (hole && hole.start >= at) {
    if (hole.start > at) pieces.push({ start: at, end: hole.start, owner: piece.owner })
    pieces.push({ ...hole, owner: 'none' })
    at = hole.end
  }
  if (piece.end > at) pieces.push({ start: at, end: piece.end, owner: piece.owner })
  return pieces
}
