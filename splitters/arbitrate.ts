import { findCandidates } from './grammar/candidates.ts'
import { type Reading, reading, readMarkers } from './grammar/index.ts'
import { positions } from './grammar/positions.ts'
import { meanOf, type Tags } from './tagger.ts'
import type { Candidate } from './types.ts'

/** How much of the belief in a candidate the tagger has; the rest is the grammar's. */
const share = 0.7

/**
 * Markers by tagger and grammar together: the grammar says what could be a marker and how labels
 * must hang together, the tagger says which candidates read like one. Positions need the tagger's yes.
 */
export const arbitrate = (caption: string, tags: Tags): Reading => {
  const candidates = findCandidates(caption)
  const belief = (candidate: Candidate) =>
    share * readsLikeMarker(caption, tags, candidate) + (1 - share) * candidate.prior
  const found = readMarkers(caption, belief, candidates)
  if (found.labels.length > 0 && found.markers[0]?.form !== 'position') return found
  const placed = positions(caption).filter(
    (marker) => meanOf(tags, caption, marker.start, marker.end, 'M') > 0.4,
  )
  return reading(placed)
}

/** Mean marker probability of a candidate's own label, words in its bracket left out. */
const readsLikeMarker = (caption: string, tags: Tags, { start, end, gloss }: Candidate): number => {
  if (!gloss) return meanOf(tags, caption, start, end, 'M')
  const [from, to] = gloss
  return Math.max(meanOf(tags, caption, start, from, 'M'), meanOf(tags, caption, to, end, 'M'))
}
