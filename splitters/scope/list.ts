import { words } from '../text.ts'
import type { Direction, Piece } from '../types.ts'
import type { Group } from './units.ts'

const headWord =
  /^(?:of|in|with|for|by|from|to|between|at|on|into|during|after|before|under|using|via|without|within|shows?|showing|showed|was|were|is|are|the|either|both|against|as|than|per|among|indicates?|represents?|depicts?|versus|vs\.?|that|including|containing|expressing|through|:)$/i

/**
 * Pieces of a stretch of text with markers in it. Markers with no label twice make one list; where a
 * label comes again a new list begins. What stands before the first item of a list and after its
 * last belongs to the whole list (or to `owner`, the marker that opened the sentence).
 */
export const listPieces = (
  caption: string,
  start: number,
  end: number,
  groups: readonly Group[],
  direction: Direction,
  owner?: readonly string[],
): Piece[] => {
  const pieces: Piece[] = []
  let at = start
  const lists = runs(groups)
  for (const [index, list] of lists.entries()) {
    const final = index === lists.length - 1
    const until = final
      ? end
      : direction === 'last'
        ? (list.at(-1)?.end ?? end)
        : (lists[index + 1]?.[0]?.start ?? end)
    const all = owner ?? [...new Set(list.flatMap((group) => group.labels))]
    pieces.push(...(direction === 'last' ? labelLast : labelFirst)(caption, at, until, list, all))
    at = until
  }
  return pieces
}

const preposition = /^(?:of|in|with|for|by|from|to|at|on|during|after|before|under|without)$/i

/** A verb of its own: the item is a clause, not a noun that wants a head. */
const clause = /^(?!.*\b(?:that|which|who)\b).*\b(?:was|were|is|are|has|have|had|shows?|showed)\b/is
/** "Images of roots", "plant height of": what the item is, named by itself. */
const headed = /^(?:\S+\s+){1,3}of\s/i
const ofs = (text: string) => text.match(/\bof\b/gi)?.length ?? 0

/** Items that stand on their own feet share no head. */
const independent = (first: string, sisters: readonly string[]): boolean =>
  sisters.every((sister) => clause.test(sister)) && clause.test(first)
    ? true
    : headed.test(first) && ofs(first) === 1 && sisters.every((sister) => headed.test(sister))

const runs = (groups: readonly Group[]): Group[][] => {
  const lists: Group[][] = []
  let open: Group[] = []
  for (const group of groups) {
    const repeats = open.some((other) => other.labels.some((label) => group.labels.includes(label)))
    if (repeats) {
      lists.push(open)
      open = []
    }
    open.push(group)
  }
  if (open.length > 0) lists.push(open)
  return lists
}

const labelLast = (
  caption: string,
  start: number,
  end: number,
  list: readonly Group[],
  all: readonly string[],
): Piece[] => {
  const pieces: Piece[] = []
  let at = start
  for (const [index, group] of list.entries()) {
    const closed = index > 1 ? closing(caption, at, group.start) : at
    if (closed > at) {
      const before = list.slice(0, index).flatMap((other) => other.labels)
      pieces.push({ start: at, end: closed, owner: [...new Set(before)] })
      at = closed
    }
    const text = strip(caption, at, group.start)
    if (text.start > at) pieces.push({ start: at, end: text.start, owner: 'none' })
    const cut =
      index > 0
        ? text.start
        : oneBracket(list)
          ? text.end
          : carrierEnd(caption, text.start, text.end, list)
    if (cut > text.start) pieces.push({ start: text.start, end: cut, owner: all })
    if (text.end > cut) pieces.push({ start: cut, end: text.end, owner: group.labels })
    if (group.start > text.end) pieces.push({ start: text.end, end: group.start, owner: 'none' })
    pieces.push(...group.pieces)
    at = group.end
  }
  if (end > at) pieces.push({ start: at, end, owner: all })
  return pieces
}

/** "Scores of both sexes (left: men; right: women)": what stands before the bracket is everybody's. */
const oneBracket = ([first, second]: readonly Group[]): boolean =>
  first !== undefined &&
  second !== undefined &&
  first.pieces.length > 1 &&
  first.end === second.start

/** "in x (A) and y (B) cells, and length (C)": where the words end that close the items before. */
const closing = (caption: string, start: number, end: number): number => {
  const words = /^\s+(?!(?:and|or|but|while|whereas|vs|versus)\b)(?:[\p{L}-]+\s?){1,4}(?=,)/u
  const rest = caption.slice(start, end)
  const found = words.exec(rest)?.[0].length ?? 0
  return /^,\s+(?:and|with|or|while|whereas)\s/.test(rest.slice(found)) ? start + found : start
}

const labelFirst = (
  caption: string,
  start: number,
  end: number,
  list: readonly Group[],
  all: readonly string[],
): Piece[] => {
  const pieces: Piece[] = []
  const first = list[0]
  if (first && first.start > start) pieces.push({ start, end: first.start, owner: all })
  const items = list.map((group, index) => strip(caption, group.end, list[index + 1]?.start ?? end))
  for (const [index, group] of list.entries()) {
    pieces.push(...group.pieces)
    const stop = list[index + 1]?.start ?? end
    const text = items[index] ?? { start: group.end, end: stop }
    if (text.start > group.end) pieces.push({ start: group.end, end: text.start, owner: 'none' })
    const cut =
      index === list.length - 1 && list.length > 1
        ? tailStart(caption, text, items.slice(0, -1))
        : text.end
    if (cut > text.start) pieces.push({ start: text.start, end: cut, owner: group.labels })
    if (text.end > cut) pieces.push({ start: cut, end: text.end, owner: all })
    if (stop > text.end)
      pieces.push({ start: text.end, end: stop, owner: index === list.length - 1 ? all : 'none' })
  }
  return pieces
}

/** A piece of text without the commas and conjunctions around it. */
const strip = (caption: string, start: number, end: number) => {
  const text = caption.slice(start, end)
  const lead = /^(?:[\s,;:.]|\b(?:and|or|but|as well as)\b)*/.exec(text)?.[0].length ?? 0
  const trail = /(?:[\s,;:]|\b(?:and|or|but)\b)*$/.exec(text.slice(lead))?.[0].length ?? 0
  return { start: start + lead, end: end - trail }
}

/** Where the head of a list ends and its first item begins, judged by how its sisters look. */
const carrierEnd = (
  caption: string,
  start: number,
  end: number,
  list: readonly Group[],
): number => {
  if (list.length < 2) return start
  const spans = words(caption, start, end)
  const sisters = list
    .slice(1)
    .map((group, index) => strip(caption, list[index]?.end ?? start, group.start))
  const sliced = sisters.map((sister) => caption.slice(sister.start, sister.end))
  if (independent(caption.slice(start, end), sliced)) return start
  const sizes = sisters.map((sister) => words(caption, sister.start, sister.end))
  const size = sizes.reduce((sum, each) => sum + each.length, 0) / sizes.length
  const text = ([from, to]: readonly [number, number]) =>
    caption
      .slice(from, to)
      .replace(/[^\p{L}\p{N}%]/gu, '')
      .toLowerCase()
  const opening = sizes[0]?.[0] ? text(sizes[0][0]) : ''
  // "in spleen (A), in liver (B)": the item begins with the same word as its sister.
  if (opening !== '') {
    const numeric = /^\d/.test(opening)
    const same = spans.findLastIndex((span) =>
      numeric ? /^\d/.test(text(span)) : text(span) === opening,
    )
    const place = spans[same]
    const left = spans.length - same
    const alike = left * 2 >= (sizes[0]?.length ?? 0) && left <= size * 2 + 1
    if (place && same > 0 && (alike || preposition.test(opening))) return place[0]
    if (same === 0) return start
  }
  if (spans.length <= size + 1) return start
  let best = start
  let distance = Math.abs(spans.length - size) + 0.5
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1]
    if (!next || !(headWord.test(caption.slice(...span)) || caption.slice(...span).endsWith(':')))
      continue
    const left = Math.abs(spans.length - index - 1 - size)
    if (left < distance) {
      best = next[0]
      distance = left
    }
  }
  return best
}

/** Where the text that closes a list begins inside its last item: a preposition past its sisters' length. */
export const tailStart = (
  caption: string,
  item: { start: number; end: number },
  sisters: readonly { start: number; end: number }[],
): number => {
  const sizes = sisters.map((sister) => words(caption, sister.start, sister.end).length)
  const size = Math.max(...sizes)
  const spans = words(caption, item.start, item.end)
  if (spans.length <= size + 3) return item.end
  const used = new Set(
    sisters.flatMap((sister) =>
      words(caption, sister.start, sister.end).map(([from, to]) =>
        caption.slice(from, to).toLowerCase(),
      ),
    ),
  )
  for (const [index, span] of spans.entries()) {
    const word = caption.slice(...span).toLowerCase()
    if (
      index >= Math.max(1, size - 1) &&
      /^(?:of|in|with|for|by|from|during|after|at|on|under|were|was|are|is|showing|using)$/.test(
        word,
      ) &&
      !used.has(word)
    )
      return span[0]
  }
  return item.end
}
