import { sentences } from '../text.ts'
import type { Marker } from '../types.ts'

const item = /(?:^|[;,.:]\s*|\band\s+|\s)([A-Za-z]{1,6}\d{0,2})\s?[,:=]\s+(?=[^\s;,.])/g

/**
 * Markers without those that are the keys of a legend. "C, before stress; D1, mild; R, recovered" after
 * (A), (B) and (C) tells what is written in the image: a list in the open, with keys that are no
 * panels, of letters that brackets have named before. So does a list that begins anew at the first
 * letter and leaves panels out.
 */
export const withoutLegends = (caption: string, markers: readonly Marker[]): Marker[] => {
  const labels = new Set(markers.flatMap((marker) => marker.labels))
  let kept = [...markers]
  for (const [start, end] of sentences(caption)) {
    const inside = kept.filter((marker) => marker.start >= start && marker.end <= end)
    if (inside.length === 0 || inside.some(({ form }) => form !== 'bare' && form !== 'loose'))
      continue
    const own = [...new Set(inside.flatMap((marker) => marker.labels))]
    const before = kept.filter((marker) => marker.end <= start)
    const keys = keysOf(caption, start, end)
    const foreign = keys.filter((key) => !labels.has(key))
    if (keys.length < 2 || !own.every((label) => keys.includes(label))) continue
    const named = own.every((label) =>
      before.some((marker) => marker.form === 'bracket' && marker.labels.includes(label)),
    )
    const anew = own.length > 2 && own.length < labels.size && own[0] === [...labels][0]
    const mixed =
      before.length === 0 &&
      kept.length === inside.length &&
      foreign.some((key) => key.length === 1) &&
      foreign.length > 1
    const open = before.length > 1 && before.every(({ form }) => form === 'bracket')
    const unnamed = own.every((label) => before.every(({ labels }) => !labels.includes(label)))
    if ((open && unnamed && foreign.length > 0) || (named && (foreign.length > 0 || anew)) || mixed)
      kept = kept.filter((marker) => !inside.includes(marker))
  }
  return kept
}

/** Keys of "X, words; Y, words" in a sentence, in order. */
const keysOf = (caption: string, start: number, end: number): string[] =>
  [...caption.slice(start, end).matchAll(item)].flatMap((match) => match[1] ?? [])
