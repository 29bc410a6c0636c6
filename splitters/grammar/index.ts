import type { Candidate, Marker } from '../types.ts'
import { findCandidates } from './candidates.ts'
import { type Belief, type Choice, readings, toMarker } from './choose.ts'
import { withoutLegends } from './legends.ts'
import { expandHeads, nest } from './nested.ts'
import { positions } from './positions.ts'
import { restart } from './restart.ts'

export interface Reading {
  markers: Marker[]
  /** Labels in the order of their first marker. */
  labels: string[]
}

const byPrior: Belief = (candidate: Candidate) => candidate.prior

/**
 * The markers of a caption by rules alone, or by another belief in the candidates (the tagger's).
 * Empty when fewer than two panels are told apart.
 */
export const readMarkers = (
  caption: string,
  belief: Belief = byPrior,
  candidates: readonly Candidate[] = findCandidates(caption),
): Reading => {
  const choices = readings(candidates, belief)
  const found: { markers: Marker[]; score: number }[] = []
  for (const outer of choices) {
    if (outer.family === 'number' && !pictures(caption, outer.markers[0]?.candidate)) continue
    if (!choices.some((other) => holds(other, outer)))
      found.push({ markers: restart(outer) ?? outer.markers.map(toMarker), score: outer.score })
    for (const inner of choices) {
      const markers = nest(caption, outer, inner)
      if (markers) found.push({ markers, score: outer.score + inner.score })
    }
  }
  const best = found.sort((a, b) => b.score - a.score)[0]
  return reading(best ? withoutLegends(caption, expandHeads(best.markers)) : positions(caption))
}

/**
 * One alphabet opens its sentences and the other stands in a single panel of it, or never opens one:
 * what is lettered there are the parts of panels, however many they are.
 */
const holds = (outer: Choice, inner: Choice): boolean => {
  if (outer === inner || outer.family === 'number' || outer.markers.length < 2) return false
  const starts = outer.markers.map(({ candidate }) => candidate.start)
  if (!outer.markers.every(({ candidate }) => candidate.first && !candidate.reference)) return false
  const panels = new Set(
    inner.markers.map(({ candidate }) => starts.filter((start) => start < candidate.start).length),
  )
  const open = inner.markers.some(({ candidate }) => candidate.first)
  return !panels.has(0) && (panels.size === 1 || !open)
}

/**
 * Numbers name parts of an apparatus, sites of a map, lanes, compounds and steps far more often than
 * panels; they name panels where "Panel 1" is written or the words before them speak of pictures.
 */
const pictures = (caption: string, first: Candidate | undefined): boolean =>
  first !== undefined && (first.form === 'panel' || plural.test(caption.slice(0, first.start)))

const plural =
  /\b(?:images|micrographs|photographs|photomicrographs|photos|pictures|views|sections|panels|scans|plates)\b/i

export const reading = (markers: Marker[]): Reading => {
  const labels = [...new Set(markers.flatMap((marker) => marker.labels))]
  return labels.length > 1 ? { markers, labels } : { markers: [], labels: [] }
}
