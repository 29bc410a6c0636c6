import { findCandidates } from './grammar/candidates.ts'
import { type Reading, reading, readMarkers } from './grammar/index.ts'
import { meanOf, type Tags } from './tagger.ts'
import type { Candidate, Marker } from './types.ts'

/** How much of the belief in a candidate the tagger has in its own reading; the rest is the grammar's. */
const share = 0.7
/** Mean marker probability below which the grammar's panels are not believed at all. */
const floor = 0.05
/** What labels that only the tagger found need. */
const added = 0.6
/** Numbers name objects more often than panels. */
const sure = 0.85

/**
 * Markers by tagger and grammar together: the grammar says what could be a marker and how labels must
 * hang together; it reads the caption once by itself and once with the tagger's belief in each
 * candidate. Where the readings differ, what the grammar found stays unless the tagger sees no marker
 * in the whole caption; labels that only the tagger has come in when it is sure.
 */
export const arbitrate = (caption: string, tags: Tags): Reading => {
  const candidates = findCandidates(caption)
  const own = readMarkers(caption, undefined, candidates)
  const led = readMarkers(
    caption,
    (candidate) => share * likeness(caption, tags, candidate) + (1 - share) * candidate.prior,
    candidates,
  )
  const trust = (found: Reading, labels: readonly string[] = found.labels) =>
    mean(labels.map((label) => support(caption, tags, found.markers, label)))
  if (own.labels.length === 0 && led.labels.length === 0) return led
  if (led.labels.length === 0) return trust(own) >= floor ? own : reading([])
  if (own.labels.length === 0)
    return trust(led) >= (numbered(led) ? sure : added) ? led : reading([])
  const lost = own.labels.filter((label) => !led.labels.includes(label))
  const gained = led.labels.filter((label) => !own.labels.includes(label))
  if (lost.length === 0 && gained.length === 0) return led
  if (gained.length === 0) return own
  if (lost.length === 0) return trust(led, gained) >= added ? led : own
  return trust(led) > trust(own) + 0.1 ? led : own
}

const numbered = ({ labels }: Reading) => labels.every((label) => /^\d/.test(label))

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
