import type { Candidate, Family, Marker } from '../types.ts'
import { rankOf } from './labels.ts'

export interface Choice {
  family: Family
  markers: { candidate: Candidate; labels: string[] }[]
  labels: string[]
  score: number
}

export type Belief = (candidate: Candidate) => number

const letterFamilies = ['upper', 'lower', 'Roman', 'roman', 'number', 'grid'] as const

/** One reading of a figure for each family that holds together, best first. */
export const readings = (candidates: readonly Candidate[], belief: Belief): Choice[] =>
  letterFamilies
    .map((family) => readFamily(candidates, family, belief))
    .filter((choice) => choice !== null)
    .sort((a, b) => b.score - a.score)

/**
 * Panels of a figure run from the first letter without large gaps. Sure candidates build the run;
 * unsure ones only fill a gap in it; anything past a gap of two (three in a long run) is no panel.
 */
const readFamily = (
  candidates: readonly Candidate[],
  family: Family,
  belief: Belief,
): Choice | null => {
  const mine = withoutInitials(candidates, family)
    .map((candidate) => ({ candidate, labels: candidate.readings[family] ?? [] }))
    .filter(({ labels }) => labels.length > 0)
    .filter(
      (entry, _, all) => (family !== 'upper' && family !== 'lower') || subLabelsBegin(entry, all),
    )
  const ranks = (labels: readonly string[]) =>
    labels.map((label) => Math.floor(rankOf(label, family)))
  if (!ordered(mine, ranks, belief)) return null
  const best = new Map<number, number>()
  const place = new Map<number, number>()
  const take = (entry: { candidate: Candidate; labels: string[] }, weight: number) => {
    for (const rank of ranks(entry.labels)) {
      best.set(rank, Math.max(best.get(rank) ?? 0, weight))
      if (!place.has(rank)) place.set(rank, entry.candidate.start)
    }
  }
  const believed = mine.filter(({ candidate }) => belief(candidate) >= 0.45)
  for (const entry of believed) if (!entry.candidate.reference) take(entry, belief(entry.candidate))
  const others = believed.every(({ candidate }) => candidate.reference)
  if (!best.has(0))
    for (const entry of believed)
      if (others || seenThere(entry.candidate)) take(entry, belief(entry.candidate))
  fillSecond(mine, ranks, best, place, belief)
  fillGaps(mine, ranks, best, place, belief)
  const solid = (rank: number) =>
    believed.some((entry) => !entry.candidate.initial && ranks(entry.labels).includes(rank))
  const end = runEnd(best, place, solid)
  if (!best.has(0) || end < 1) return null
  const inRun = ({ labels }: { labels: string[] }) => ranks(labels).every((rank) => rank <= end)
  const known = new Set([...best.keys()].filter((rank) => rank <= end))
  const markers = mine.filter(
    (entry) =>
      inRun(entry) &&
      ranks(entry.labels).every((rank) => known.has(rank)) &&
      (belief(entry.candidate) >= 0.45 ||
        (belief(entry.candidate) >= 0.2 &&
          (isSole(entry, ranks, place) || isAlone(entry, believed))) ||
        (belief(entry.candidate) >= 0.3 && entry.labels.length > 1)),
  )
  const kept = withoutReferences(markers)
  const labels = [...new Set(kept.flatMap((entry) => entry.labels))]
  const distinct = new Set(labels.map((label) => Math.floor(rankOf(label, family))))
  if (distinct.size < 2 && labels.length < 2) return null
  if (
    kept.length < 2 &&
    kept.every(({ candidate }) => candidate.form === 'loose' || candidate.form === 'bare')
  )
    return null
  if (kept.length === 1 && !loneList(kept, distinct)) return null
  if (kept.every(({ candidate, labels }) => candidate.form === 'loose' && numeric(labels)))
    return null
  const mean = [...distinct].reduce((sum, rank) => sum + (best.get(rank) ?? 0), 0)
  const gaps = end + 1 - distinct.size
  return { family, markers: kept, labels, score: mean - gaps }
}

/**
 * "Epidermis (E), dermis (D). A: control. B: …": where the panels are keyed in the open, initials in
 * brackets are the names of structures, as long as no other bracket goes on with the panels.
 */
const withoutInitials = (
  candidates: readonly Candidate[],
  family: Family,
): readonly Candidate[] => {
  const keyed = new Set(
    candidates
      .filter(({ form, first, prior }) => form === 'bare' && first && prior >= 0.6)
      .flatMap(({ readings }) => readings[family] ?? [])
      .map((label) => Math.floor(rankOf(label, family))),
  )
  const beyond = candidates.some(
    ({ form, initial, readings }) =>
      form === 'bracket' &&
      !initial &&
      readings[family]?.some((label) => !keyed.has(rankOf(label, family))),
  )
  if (!keyed.has(0) || keyed.size < 2 || beyond) return candidates
  return candidates.filter(({ form, initial }) => form !== 'bracket' || !initial)
}

/**
 * A label with a tail needs company: `Ab` and `Cii` are labels only where `Aa` and `Ci` are, `D1` only
 * beside `D2` or where every label has a number. Fe, Hi-C and "D0 cultures" are none.
 */
const subLabelsBegin = (entry: Entry, all: readonly Entry[]): boolean => {
  const labels = all.flatMap((other) => other.labels)
  return entry.labels.every((label) => {
    const [, head = '', tail = ''] = /^([A-Za-z])([a-z]+|\d+|['′’″])$/.exec(label) ?? []
    if (tail === '') return true
    if (!/\w/.test(tail)) return labels.includes(head)
    const sisters = labels.filter((each) => each !== label && each.length > 1 && each[0] === head)
    if (/\d/.test(tail))
      return numbersBegin(entry, all, head) || labels.every((each) => each.length > 1)
    const first = head + (/^[ivx]+$/.test(tail) ? 'i' : 'a')
    return sisters.length > 0 && labels.includes(first)
  })
}

/**
 * `C1` and `C2` count from one and come after the letters before them ("controls (C1–C3)" between A and
 * B are none); beside a plain `C` they are no abbreviations ("culture 1 (C1)").
 */
const numbersBegin = (entry: Entry, all: readonly Entry[], head: string): boolean => {
  const group = all.filter(({ labels }) =>
    labels.some((label) => label[0] === head && /\d$/.test(label)),
  )
  const numbered = new Set(
    group.flatMap(({ labels }) => labels).filter((label) => label[0] === head && /\d$/.test(label)),
  )
  if (numbered.size < 2 || !numbered.has(`${head}1`)) return false
  const plain = all.filter(
    ({ candidate, labels }) =>
      candidate.prior >= 0.45 && labels.some((label) => label.length === 1),
  )
  const before = String.fromCharCode(head.charCodeAt(0) - 1)
  const last = plain.find(({ labels }) => labels.includes(before))
  const capital = /[A-Z]/.test(head)
  if (capital && last && last.candidate.start > entry.candidate.start) return false
  if (!plain.some(({ labels }) => labels.includes(head))) return true
  return !group.every(({ candidate }) => candidate.initial || candidate.form === 'loose')
}

/** Bare letters name panels in the order of the alphabet; keys of structures (H:, G:, S:) do not. */
const ordered = (mine: readonly Entry[], ranks: (labels: string[]) => number[], belief: Belief) => {
  const seen = new Set<number>()
  const firsts: number[] = []
  for (const { candidate, labels } of mine) {
    if (belief(candidate) < 0.45 || candidate.reference) continue
    if (candidate.form !== 'bare' && candidate.form !== 'loose') return true
    for (const rank of ranks(labels)) {
      if (seen.has(rank)) continue
      seen.add(rank)
      firsts.push(rank)
    }
  }
  const rising = firsts.filter((rank, index) => index === 0 || rank > (firsts[index - 1] ?? -1))
  return rising.length >= firsts.length * 0.7
}

/** One list for a whole figure: "(A–C)", but not "genomes (A, B, D)" nor "clusters (I, II, III)". */
const loneList = ([entry]: readonly Entry[], ranks: ReadonlySet<number>): boolean =>
  entry !== undefined &&
  ranks.size === Math.max(...ranks) + 1 &&
  (entry.candidate.form === 'panel' || !entry.labels.every((label) => /^[IVXivx]+$/.test(label)))

const numeric = (labels: readonly string[]) => labels.every((label) => /^[A-Za-z]\d+$/.test(label))

type Entry = { candidate: Candidate; labels: string[] }

/** The candidate that gives some rank its place. */
const isSole = (entry: Entry, ranks: (labels: string[]) => number[], place: Map<number, number>) =>
  ranks(entry.labels).some((rank) => place.get(rank) === entry.candidate.start)

/** "b–d Roots. b Tip. c Hair …": the one place where a panel of a range is named by itself. */
const isAlone = ({ candidate, labels }: Entry, believed: readonly Entry[]) =>
  candidate.form === 'bare' &&
  candidate.first &&
  labels.length === 1 &&
  believed.every((other) => other.labels.length > 1 || other.labels[0] !== labels[0])

/** "… are shown for a Mice, b Rats. c Dogs. d Cats.": the second letter, where those after it are sure. */
const fillSecond = (
  mine: readonly Entry[],
  ranks: (labels: string[]) => number[],
  best: Map<number, number>,
  place: Map<number, number>,
  belief: Belief,
) => {
  const third = place.get(2)
  if (best.has(0) || best.has(1) || third === undefined || !best.has(3)) return
  const second = mine.find(
    ({ candidate, labels }) =>
      candidate.start < third &&
      belief(candidate) >= 0.35 &&
      !candidate.reference &&
      ranks(labels).join() === '1',
  )
  if (!second) return
  best.set(1, belief(second.candidate))
  place.set(1, second.candidate.start)
}

/** A missing letter may be named by an unsure candidate between its neighbours in the text. */
const fillGaps = (
  mine: readonly Entry[],
  ranks: (labels: string[]) => number[],
  best: Map<number, number>,
  place: Map<number, number>,
  belief: Belief,
) => {
  for (let rank = 0; rank <= Math.max(-1, ...best.keys()) + 1; rank++) {
    if (best.has(rank)) continue
    const top = Math.max(-1, ...best.keys())
    const before = place.get(rank - 1) ?? (rank === 0 ? -1 : undefined)
    const after = place.get(rank + 1) ?? (rank === top + 1 ? Number.POSITIVE_INFINITY : undefined)
    if (before === undefined || after === undefined) continue
    const long = best.has(1) && best.has(2) && best.has(3)
    const floor = rank === 0 ? (long ? 0.2 : 0.25) : rank > top ? (best.size > 2 ? 0.3 : 0.4) : 0.15
    const fits = mine
      .filter(
        ({ candidate, labels }) =>
          candidate.start > before &&
          candidate.start < after &&
          belief(candidate) >= floor &&
          ranks(labels).includes(rank),
      )
      .sort((a, b) => belief(b.candidate) - belief(a.candidate))
    // "The growth of the mutant is shown in (d)." is all that some figures say of a panel.
    const fit =
      fits.find(
        ({ candidate, labels }) => !candidate.reference || (rank > top && labels.length > 1),
      ) ??
      fits.find(
        ({ candidate }) =>
          (rank < top && (candidate.form === 'bracket' || candidate.form === 'panel')) ||
          (rank > top && seenThere(candidate)),
      )
    if (!fit) continue
    for (const each of ranks(fit.labels)) {
      if (!best.has(each)) best.set(each, belief(fit.candidate))
      if (!place.has(each)) place.set(each, fit.candidate.start)
    }
  }
}

/** "Growth at 20 °C in (a) and at 30 °C in (b)": some figures name their panels in no other way. */
const seenThere = ({ located, form }: Candidate) =>
  located && (form === 'bracket' || form === 'half' || form === 'panel')

const runEnd = (
  best: ReadonlyMap<number, number>,
  place: ReadonlyMap<number, number>,
  solid: (rank: number) => boolean,
): number => {
  let end = -1
  let missing = 0
  let found = 0
  for (let rank = 0; rank < 40 && missing <= (found < 4 ? 1 : 2); rank++) {
    if (best.has(rank)) {
      // Past a gap the text must go on as well, and no word may explain the letter: a "(G)" inside
      // panel A is glucose, "flower (F)" is the flower.
      if (missing > 0 && (!solid(rank) || (place.get(rank) ?? 0) < (place.get(end) ?? 0))) break
      end = rank
      found++
      missing = 0
    } else missing++
  }
  return end
}

/** A reference stays text once its panels have been named elsewhere. */
const withoutReferences = (entries: Entry[]): Entry[] => {
  const named = new Set(
    entries.filter(({ candidate }) => !candidate.reference).flatMap(({ labels }) => labels),
  )
  return entries.filter(
    ({ candidate, labels }) => !candidate.reference || labels.some((label) => !named.has(label)),
  )
}

export const toMarker = ({ candidate, labels }: Entry): Marker => ({
  start: candidate.start,
  end: candidate.end,
  labels,
  form: candidate.form,
  gloss: candidate.gloss,
})
