import { concerned, kindsOf } from './scope/kinds.ts'
import { listPieces, tailStart } from './scope/list.ts'
import { sharedPairs } from './scope/pairs.ts'
import { distribute } from './scope/respectively.ts'
import { looksShared, saysTheSame, sharedFrom } from './scope/tail.ts'
import { type Group, groupMarkers, type Unit, units } from './scope/units.ts'
import { sharedViews } from './scope/views.ts'
import type { Tags } from './tagger.ts'
import { words } from './text.ts'
import type { Direction, Marker, Piece } from './types.ts'

/**
 * Whose every span of a caption is, by rules: markers belong to nobody; text before the first
 * panel belongs to all; a marker that opens a sentence owns what follows; markers inside a sentence
 * own the items of a list whose head and tail belong to all of the list; text after the last panel
 * belongs to it or to all. The pieces tile the caption.
 */
export const scope = (caption: string, markers: readonly Marker[], tags?: Tags): Piece[] => {
  const groups = groupMarkers(caption, markers)
  const general = directionOf(caption, groups)
  const pieces: Piece[] = []
  let owner: readonly string[] | null = null
  let header: readonly string[] | null = null
  const seen = new Set<string>()
  const parts = units(caption, groups, general)
  const firsts = new Set<number>()
  for (const [index, unit] of parts.entries()) {
    for (const group of unit.groups.filter((group) => !isHeading(caption, parts, index, group)))
      for (const label of group.labels)
        if (!seen.has(label)) {
          seen.add(label)
          firsts.add(index)
        }
  }
  const lastNew = Math.max(-1, ...firsts)
  let lastStyle: Direction = 'first'
  const placed = new Set<Unit>()
  const owners = new Map<Unit, readonly string[] | null>()
  for (const [index, unit] of parts.entries()) {
    owners.set(unit, owner)
    if (unit.heads) {
      pieces.push({ start: unit.start, end: unit.end, owner: owner ? unit.heads : 'all' })
      continue
    }
    if (unit.groups.length === 0) {
      const heading = underHeading(caption, parts, index, owner)
      if (index > lastNew && !heading) continue
      if (heading) placed.add(unit)
      pieces.push({
        start: unit.start,
        end: unit.end,
        owner: headingOf(caption, unit, owner, header) ?? 'all',
      })
      continue
    }
    const title = titleEnd(caption, parts, index)
    if (title !== null) pieces.push({ start: unit.start, end: title, owner: 'all' })
    const owned = title === null ? unit : { ...unit, start: title }
    const result = opensWithMarker(caption, owned)
      ? ownedPieces(caption, owned, general)
      : {
          pieces: listPieces(
            caption,
            unit.start,
            unit.end,
            unit.groups,
            direction(caption, unit, general),
          ),
          owner: union(unit.groups),
        }
    pieces.push(...result.pieces)
    if (index <= lastNew || opensWithMarker(caption, owned)) {
      owner = result.owner
      const within =
        header?.every((label) => owner?.includes(label)) ||
        !owner.every((label) => header?.includes(label))
      if (within) header = owner
    }
    if (index <= lastNew) lastStyle = opensWithMarker(caption, owned) ? 'first' : 'last'
  }
  const tail = parts.filter(
    (unit, index) =>
      index > lastNew && unit.groups.length === 0 && !unit.heads && !placed.has(unit),
  )
  const listed = lastStyle === 'last' && union(parts[lastNew]?.groups ?? []).length > 1
  const shared = sharedFrom(
    caption,
    tail,
    caption.slice(groups[0]?.end ?? 0, parts[lastNew]?.start ?? 0),
    listed || inOneSentence(caption, parts, lastNew),
    tags,
    sisters(caption, parts, lastNew),
  )
  const kinds = kindsOf(caption, pieces, union(groups))
  for (const [index, unit] of tail.entries()) {
    const some = concerned(caption.slice(unit.start, unit.end), kinds)
    pieces.push({
      start: unit.start,
      end: unit.end,
      owner: index >= shared ? (some ?? 'all') : (owners.get(unit) ?? 'all'),
    })
  }
  pieces.sort((a, b) => a.start - b.start)
  const shares = sharedPairs(caption, groups, sharedViews(caption, groups, pieces))
  return parts
    .flatMap((unit) =>
      distribute(
        caption,
        unit,
        shares.filter((piece) => piece.start >= unit.start && piece.start < unit.end),
      ),
    )
    .filter((piece) => piece.end > piece.start)
}

const union = (groups: readonly Group[]): string[] => [
  ...new Set(groups.flatMap((group) => group.labels)),
]

const opensWithMarker = (caption: string, unit: Unit): boolean => {
  const first = unit.groups[0]
  if (!first) return false
  return /^[\s"“‘'*([]*(?:and\s+|in\s+|for\s+|the\s+)?$/i.test(
    caption.slice(unit.start, first.start),
  )
}

/** Which side of its marker a panel's text stands on, over the whole caption. */
const directionOf = (caption: string, groups: readonly Group[]): Direction => {
  let votes = 0
  for (const group of groups) votes += vote(caption, group)
  return votes >= 0 ? 'first' : 'last'
}

const direction = (caption: string, unit: Unit, general: Direction): Direction => {
  let votes = 0
  for (const group of unit.groups) votes += vote(caption, group)
  const last = unit.groups.at(-1)
  const after = last ? caption.slice(last.end, unit.end).replace(/[\s.,;:)\]]+/g, '') : ''
  if (after === '') return 'last'
  return votes > 0 ? 'first' : votes < 0 ? 'last' : general
}

/** Positive: text follows. A stop or a conjunction on one side shuts that side. */
const vote = (caption: string, group: Group): number => {
  const before = caption.slice(Math.max(0, group.start - 16), group.start)
  const after = caption.slice(group.end, group.end + 16)
  const shutBefore =
    /(?:^|[.,;:]\s*|\b(?:and|or|as well as|while|whereas|of|in|with|by|for|from|the|at|to|between|using|on|are|is|show|shows|showing|via|versus|vs)\s+)$/i.test(
      before,
    )
  const keyed =
    shutBefore &&
    !/[)\]]$/.test(caption.slice(group.start, group.end)) &&
    /^[.:]\s+[\p{L}\p{N}]/u.test(after)
  const shutAfter =
    !keyed && /^\s*(?:$|[.,;:)]|(?:and|or|but|as well as|while|whereas|versus|vs)\b)/.test(after)
  return Number(shutBefore) - Number(shutAfter)
}

const ownedPieces = (caption: string, unit: Unit, general: Direction) => {
  const pieces: Piece[] = []
  const groups = [...unit.groups]
  let owner: readonly string[] = []
  let at = unit.start
  const heads: Head[] = []
  while (groups.length > 0) {
    const head = groups.shift()
    if (!head) break
    if (head.start > at) pieces.push({ start: at, end: head.start, owner: 'none' })
    pieces.push(...head.pieces)
    owner = head.labels
    const inner: Group[] = []
    while (groups[0] && isInside(groups[0], owner)) inner.push(...groups.splice(0, 1))
    const next = groups[0]?.start ?? unit.end
    // "(A) x, and (B) y": the conjunction is nobody's; `at` catches it before the next marker.
    const joined = groups[0]
      ? conjunction.exec(caption.slice(head.end, next))
      : closing.exec(caption.slice(head.end, next))
    const end = joined ? head.end + joined.index : next
    const real = inner.filter((group) => group.labels.length < owner.length)
    const text: Unit = { start: head.end, end, groups: real }
    if (real.length === 0) {
      const repeats = inner.flatMap((group) => group.pieces)
      pieces.push(...around(head.end, end, repeats, owner))
    } else
      pieces.push(
        ...listPieces(caption, head.end, end, real, direction(caption, text, general), owner),
      )
    at = end
    heads.push({ start: head.end, end, labels: head.labels, plain: inner.length === 0 })
  }
  if (unit.end > at) pieces.push({ start: at, end: unit.end, owner: 'none' })
  return { pieces: sharedEnding(caption, pieces, heads), owner }
}

/** Scale bars and keys under a heading ("(A–D) …. (A) …. (B) …. Bars, 5 µm.") are the heading's. */
const headingOf = (
  caption: string,
  unit: Unit,
  owner: readonly string[] | null,
  header: readonly string[] | null,
) =>
  header &&
  owner &&
  header.length > owner.length &&
  looksShared(caption.slice(unit.start, unit.end))
    ? header
    : owner

/**
 * "Spores frozen in nitrogen (a) The surface is blurred. (b) A film forms.": a title without its stop.
 * @returns where it ends; null when the words before the first marker are its own
 */
const titleEnd = (caption: string, parts: readonly Unit[], index: number): number | null => {
  const unit = parts[index]
  const first = unit?.groups[0]
  const others = parts.filter((part, at) => at > index && part.groups.length > 0)
  if (!unit || !first || unit.groups.length > 1 || others.length === 0) return null
  if (parts.slice(0, index).some(({ groups }) => groups.length > 0)) return null
  if (opensWithMarker(caption, unit)) return null
  const closed = /:\s*$/.test(caption.slice(unit.start, first.start))
  if (!closed && !/^\s*[A-Z]/.test(caption.slice(first.end))) return null
  return others.every((part) => opensWithMarker(caption, part)) ? first.start : null
}

/** "(A–C) Low power. (A) Control. (B) …": a list of panels that each open a sentence later. */
const isHeading = (
  caption: string,
  parts: readonly Unit[],
  index: number,
  { labels }: Group,
): boolean =>
  labels.length > 1 &&
  labels.every((label) =>
    parts.some(
      (unit, at) =>
        at > index &&
        opensWithMarker(caption, unit) &&
        unit.groups.some(
          (group) => group.labels.includes(label) && group.labels.length < labels.length,
        ),
    ),
  )

/**
 * "a–c Low power. Brown is positive. a Control. b …": the panels that come one by one were all named
 * before, so a sentence between belongs to the heading, not to what is read last.
 */
const underHeading = (
  caption: string,
  parts: readonly Unit[],
  index: number,
  owner: readonly string[] | null,
): boolean => {
  const next = parts.slice(index + 1).find((unit) => unit.groups.length > 0)
  if (!next || !owner || owner.length < 2 || !opensWithMarker(caption, next)) return false
  const labels = next.groups[0]?.labels ?? []
  return labels.length < owner.length && labels.every((label) => owner.includes(label))
}

/** The last panel is an item of a list of panels: "(A) x; (B) y; (C) z." */
const inOneSentence = (caption: string, parts: readonly Unit[], last: number): boolean => {
  const unit = parts[last]
  if (!unit) return false
  if (unit.groups.filter((group) => group.labels.length > 0).length > 1)
    return (
      new Set(unit.groups.flatMap((group) => group.labels)).size >
      Math.max(...unit.groups.map((group) => group.labels.length))
    )
  const before = parts[last - 1]
  return Boolean(
    before &&
      before.groups.length > 0 &&
      words(caption, unit.start, unit.end).length < 14 &&
      /;\s*(?:and\s+)?$/.test(caption.slice(before.start, before.end)),
  )
}

/** Every panel has one sentence, and the last is much like the one before. */
const sisters = (caption: string, parts: readonly Unit[], last: number): boolean => {
  const first = parts.findIndex(({ groups }) => groups.length > 0)
  const panels = parts.slice(first, last + 1)
  const [one, other] = panels
    .slice(-2)
    .map(({ groups, end }) => caption.slice(groups.at(-1)?.end ?? end, end))
  if (panels.some(({ groups }) => groups.length === 0)) return false
  return one !== undefined && other !== undefined && saysTheSame(one, other)
}

const isInside = (group: Group, owner: readonly string[]) =>
  group.labels.every((label) => owner.includes(label))

interface Head {
  start: number
  end: number
  labels: readonly string[]
  plain: boolean
}

/** "(D) height, (E) width and (F) length of the mutants": the end of the last item is everybody's. */
const sharedEnding = (caption: string, pieces: Piece[], heads: readonly Head[]): Piece[] => {
  const last = heads.at(-1)
  const sisters = heads.slice(0, -1)
  const short = sisters.every(({ start, end }) => words(caption, start, end).length <= 7)
  if (!last || sisters.length < 2 || !short || !heads.every((head) => head.plain)) return pieces
  const cut = tailStart(caption, last, sisters)
  if (cut >= last.end) return pieces
  const all = [...new Set(heads.flatMap((head) => head.labels))]
  return pieces.flatMap((piece) =>
    piece.start < cut && cut < piece.end
      ? [
          { ...piece, end: cut },
          { start: cut, end: piece.end, owner: all },
        ]
      : [piece],
  )
}

const conjunction = /[\s,;]+(?:and|or)\s*$/
const closing = /[,;]\s*(?:and|or)\s*$/

const around = (
  start: number,
  end: number,
  holes: readonly Piece[],
  owner: readonly string[],
): Piece[] => {
  const pieces: Piece[] = []
  let at = start
  for (const hole of holes) {
    if (hole.start > at) pieces.push({ start: at, end: hole.start, owner })
    pieces.push(hole)
    at = hole.end
  }
  if (end > at) pieces.push({ start: at, end, owner })
  return pieces
}
