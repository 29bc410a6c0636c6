import type { Marker } from '../types.ts'
import type { Choice } from './choose.ts'
import { toMarker } from './choose.ts'
import { rankOf } from './labels.ts'

/**
 * An alphabet that begins anew inside its own last panel: `(a) Blot. (b) Staining of seeds (a and d),
 * roots (b and e) and leaves (c and f)` has the panels `a`, `ba` … `bf`. Panels that open a sentence are
 * the outer ones; the others must start again at the first letter, go further than the outer ones and
 * stand in one outer panel. Capitals never hold capitals. Null when it is no such caption.
 */
export const restart = (choice: Choice): Marker[] | null => {
  if (choice.family === 'upper') return null
  const openers = choice.markers.filter(
    ({ candidate, labels }) => candidate.first && !candidate.reference && labels.length === 1,
  )
  const last = openers.at(-1)
  const parent = last?.labels[0]
  if (!last || parent === undefined || openers.length < 2) return null
  const rank = (label: string) => Math.floor(rankOf(label, choice.family))
  if (openers.some(({ labels }, index) => rank(labels[0] ?? '') !== index)) return null
  const others = choice.markers.filter((entry) => !openers.includes(entry))
  const inner = others.filter(({ candidate }) => candidate.start > last.candidate.start)
  if (inner.length < 2 || rank(inner[0]?.labels[0] ?? '') !== 0) return null
  const labels = [...new Set(inner.flatMap((entry) => entry.labels))]
  const ranks = new Set(labels.map(rank))
  const runs = ranks.has(0) && Math.max(...ranks) + 1 === ranks.size
  if (!runs || ranks.size <= openers.length + 1 || inner.length < others.length) return null
  return choice.markers.map((entry) => {
    const marker = toMarker(entry)
    if (entry === last) return { ...marker, labels: labels.map((label) => parent + label) }
    return inner.includes(entry)
      ? { ...marker, labels: marker.labels.map((label) => parent + label) }
      : marker
  })
}
