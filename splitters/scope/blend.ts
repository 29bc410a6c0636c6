import { logsOf, type Tags, tagNames } from '../tagger.ts'
import { words } from '../text.ts'
import type { Piece } from '../types.ts'
import type { Group, Unit } from './units.ts'

/** Price of a change of owner between two words, in nats. */
const change = 2.5
/** Advantage of the owner that the rules give a word, in nats for each word. */
const trust = 0.8

type Owner = Piece['owner']

/**
 * The tagger's second opinion on whose each word is. Tags become owners by the markers around a word
 * (P the group before, N the group after, C the list), the rules' owner gets a head start, and the
 * cheapest path over the words of each stretch between markers decides.
 */
export const blend = (
  caption: string,
  groups: readonly Group[],
  units: readonly Unit[],
  pieces: readonly Piece[],
  tags: Tags,
): Piece[] => {
  const fixed = groups.flatMap((group) => group.pieces)
  const inFixed = (piece: Piece) =>
    fixed.some((other) => other.start <= piece.start && piece.end <= other.end)
  const blended: Piece[] = pieces.filter(inFixed)
  for (const unit of units) {
    const own = pieces.filter(
      (piece) => piece.start >= unit.start && piece.end <= unit.end && !inFixed(piece),
    )
    for (const run of stretches(own)) blended.push(...decide(caption, groups, unit, run, tags))
  }
  return blended.sort((a, b) => a.start - b.start)
}

/** Runs of pieces that touch: the text between two markers. */
const stretches = (pieces: readonly Piece[]): Piece[][] => {
  const runs: Piece[][] = []
  for (const piece of pieces) {
    const last = runs.at(-1)
    if (last?.at(-1)?.end === piece.start) last.push(piece)
    else runs.push([piece])
  }
  return runs
}

const keyOf = (owner: Owner) =>
  typeof owner === 'string' ? owner : [...owner].sort().join('\u0000')

const decide = (
  caption: string,
  groups: readonly Group[],
  unit: Unit,
  run: readonly Piece[],
  tags: Tags,
): Piece[] => {
  const start = run[0]?.start ?? 0
  const end = run.at(-1)?.end ?? start
  const spans = words(caption, start, end)
  if (spans.length === 0) return [{ start, end, owner: 'none' }]
  const before = groups.filter((group) => group.end <= start).at(-1)
  const after = groups.find((group) => group.start >= end)
  const list = listOf(unit)
  const everything = new Set(groups.flatMap((group) => group.labels))
  const norm = (owner: Owner): Owner =>
    typeof owner !== 'string' && owner.length === everything.size ? 'all' : owner
  const byTag: Record<(typeof tagNames)[number], Owner | null> = {
    M: null,
    S: 'all',
    P: before ? norm(before.labels) : 'all',
    N: after ? norm(after.labels) : null,
    C: norm(list.length > 0 ? list : (before?.labels ?? [...everything])),
    X: 'none',
  }
  const owners = new Map<string, Owner>()
  for (const owner of [...Object.values(byTag), ...run.map((piece) => norm(piece.owner))])
    if (owner !== null) owners.set(keyOf(owner), owner)
  const keys = [...owners.keys()]
  const emission = spans.map(([from, to]) => {
    const logs = logsOf(tags, from, to)
    const piece = run.find((each) => each.start <= from && from < each.end)
    const ruled = piece ? keyOf(norm(piece.owner)) : ''
    return keys.map((key) => {
      const scores = tagNames.flatMap((name, index) => {
        const owner = byTag[name]
        return owner !== null && keyOf(owner) === key ? [logs[index] ?? 0] : []
      })
      const best = scores.length > 0 ? Math.max(...scores) : Math.min(-3, ...logs)
      return Math.max(best, -6) + (key === ruled ? trust : 0)
    })
  })
  const path = cheapest(
    emission,
    keys.length,
    spans.map((span, index) => breakBefore(caption, spans[index - 1]?.[1], span[0])),
  )
  return spans.map((span, index) => ({
    start: index === 0 ? start : span[0],
    end: index === spans.length - 1 ? end : (spans[index + 1]?.[0] ?? end),
    owner: owners.get(keys[path[index] ?? 0] ?? '') ?? 'all',
  }))
}

/** Labels of the markers in a unit, or of the marker that opens it when it holds the others. */
const listOf = (unit: Unit): string[] => [
  ...new Set(unit.heads ?? unit.groups.flatMap((group) => group.labels)),
]

/** Changing owners is cheap after a stop and dear inside a phrase. */
const breakBefore = (caption: string, end: number | undefined, start: number): number => {
  if (end === undefined) return 0
  const last = caption[end - 1] ?? ''
  return /[.;:]/.test(last)
    ? change / 3
    : /[,)]/.test(last)
      ? (2 * change) / 3
      : start > 0
        ? change
        : 0
}

const cheapest = (
  emission: readonly number[][],
  states: number,
  prices: readonly number[],
): number[] => {
  let scores = emission[0] ?? []
  const back: number[][] = []
  for (let index = 1; index < emission.length; index++) {
    const top = scores.indexOf(Math.max(...scores))
    const moved = (scores[top] ?? 0) - (prices[index] ?? 0)
    const from: number[] = []
    const next: number[] = []
    for (let state = 0; state < states; state++) {
      const stay = scores[state] ?? 0
      from.push(stay >= moved ? state : top)
      next.push(Math.max(stay, moved) + (emission[index]?.[state] ?? 0))
    }
    back.push(from)
    scores = next
  }
  let state = scores.indexOf(Math.max(...scores))
  const path = [state]
  for (const from of back.reverse()) {
    state = from[state] ?? 0
    path.push(state)
  }
  return path.reverse()
}
