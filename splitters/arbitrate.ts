import { findCandidates } from './grammar/candidates.ts'
import { type Reading, reading, readMarkers } from './grammar/index.ts'
import { namesPicture } from './grammar/positions.ts'
import { meanOf, type Tags } from './tagger.ts'
import type { Candidate, Marker } from './types.ts'

/** How much of the belief in a candidate the tagger has in its own reading; the rest is the grammar's. */
const share = 0.7
/** Mean marker probability below which the grammar's panels are not believed at all. */
const floor = 0.05
/** What labels that only the tagger found need. */
const added = 0.6
/** Belief in a letter whose neighbours in the alphabet stand beside it, whatever the tagger says. */
const inRow = 0.5
/** Labels that the tagger sees less of than this are not there, whatever the grammar makes of them. */
const unseen = 0.15

/**
 * Markers by tagger and grammar together: the grammar says what could be a marker and how labels must
 * hang together; it reads the caption once by itself and once with the tagger's belief in each
 * candidate. Where the readings differ, what the grammar found stays unless the tagger sees no marker
 * in the whole caption; labels that only the tagger has come in when it is sure.
 */
export const arbitrate = (
  caption: string,
  tags: Tags,
  candidates: readonly Candidate[] = findCandidates(caption),
): Reading => {
  const own = readMarkers(caption, undefined, candidates)
  const led = readMarkers(
    caption,
    (candidate) =>
      Math.max(
        share * likeness(caption, tags, candidate) + (1 - share) * candidate.prior,
        candidate.row ? inRow : 0,
      ),
    candidates,
  )
  const trust = (found: Reading, labels: readonly string[] = found.labels) =>
    mean(labels.map((label) => support(caption, tags, found.markers, label)))
  const mine = trust(own) >= doubt(caption, own) ? own : nothing
  const its = trust(led) >= doubt(caption, led) ? led : nothing
  if (its.labels.length === 0) return mine
  if (mine.labels.length === 0) return trust(its) >= added ? its : nothing
  const lost = mine.labels.filter((label) => !its.labels.includes(label))
  const gained = its.labels.filter((label) => !mine.labels.includes(label))
  if (lost.length === 0 && gained.length === 0) return its
  if (gained.length === 0) {
    const held = lost.some((label) => inRun(label, its.labels) || opensNext(label, mine, its))
    return !held && trust(mine, lost) < unseen ? its : mine
  }
  if (lost.length === 0) return trust(its, gained) >= added ? its : mine
  const apart = (found: Reading, labels: readonly string[]) =>
    mean(labels.map((label) => support(caption, tags, narrowest(found.markers, label), label)))
  return apart(its, gained) > apart(mine, lost) + 0.1 ? its : mine
}

/** Markers that name a label with the fewest others: `(i)` rather than the `(A)` above it. */
const narrowest = (markers: readonly Marker[], label: string): Marker[] => {
  const naming = markers.filter((marker) => marker.labels.includes(label))
  const least = Math.min(...naming.map((marker) => marker.labels.length))
  return naming.filter((marker) => marker.labels.length === least)
}

/** "h Bud. i Flower": the next letter of the run where a sentence begins. */
const opensNext = (label: string, mine: Reading, its: Reading): boolean => {
  const before = String.fromCharCode(label.charCodeAt(0) - 1)
  if (!/^[a-z]$/.test(label) || !its.labels.includes(before)) return false
  return mine.markers.some(({ form, labels }) => form === 'bare' && labels.includes(label))
}

/** A letter between two that are there: the alphabet speaks for it. */
const inRun = (label: string, labels: readonly string[]): boolean => {
  if (label.length !== 1) return false
  const code = label.charCodeAt(0)
  const codes = labels.filter((other) => other.length === 1).map((other) => other.charCodeAt(0))
  return codes.some((other) => other > code) && codes.some((other) => other < code)
}

const nothing = reading([])

/** What the tagger must say at least, by kind of label: numbers and sides name much besides panels. */
const doubt = (caption: string, { labels, markers }: Reading): number => {
  if (labels.every((label) => /^\d/.test(label))) return 0.5
  if (labels.every((label) => /^[ivxIVX]+$/.test(label))) return 0.2
  if (!markers.every((marker) => marker.form === 'position')) return floor
  const pictures = markers.filter((marker) => namesPicture(caption, marker))
  return new Set(pictures.flatMap((marker) => marker.labels)).size > 1 ? 0 : 0.3
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** Marker probability of the best marker that names a label. */
const support = (caption: string, tags: Tags, markers: readonly Marker[], label: string): number =>
  Math.max(
    0,
    ...markers
      .filter((marker) => marker.labels.includes(label))
      .map((marker) => likeness(caption, tags, marker)),
  )

/** Mean marker probability of a label's own characters, other words in its bracket left out. */
const likeness = (
  caption: string,
  tags: Tags,
  { start, end, gloss }: Pick<Candidate, 'start' | 'end' | 'gloss'>,
): number => {
  if (!gloss) return meanOf(tags, caption, start, end, 'M')
  const [from, to] = gloss
  return Math.max(meanOf(tags, caption, start, from, 'M'), meanOf(tags, caption, to, end, 'M'))
}
