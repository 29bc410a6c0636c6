import type { Marker } from '../types.ts'
import { type Choice, toMarker } from './choose.ts'
import { countsThings } from './recipes.ts'

/**
 * Reads one alphabet inside another: `A` with `(i)`, `(ii)` in its text gives `Ai`, `Aii`. Some
 * outer panel must hold two inner letters or more, from the first; an inner alphabet that gives each
 * outer panel one letter is a code for something else. Null when the two do not nest.
 */
export const nest = (caption: string, outer: Choice, inner: Choice): Marker[] | null => {
  if (outer.family === inner.family || sameLetters(outer, inner)) return null
  const overlaps = (start: number, end: number) =>
    outer.markers.some(({ candidate }) => start < candidate.end && candidate.start < end)
  const own = inner.markers.filter(({ candidate }) => !overlaps(candidate.start, candidate.end))
  const parents = outer.markers.filter(({ candidate }) => !candidate.reference)
  const groups = new Map<string, Set<string>>()
  const late: Choice['markers'] = []
  const placed: { entry: Choice['markers'][number]; parent: string }[] = []
  for (const entry of own) {
    const before = parents.filter(({ candidate }) => candidate.end <= entry.candidate.start).at(-1)
    const parent = before?.labels.length === 1 ? before.labels[0] : undefined
    // Where text comes before its label, a label holds no more than the rest of its sentence.
    const apart =
      before &&
      !before.candidate.first &&
      /[.;]\s+[A-Z(]/.test(caption.slice(before.candidate.end, entry.candidate.start))
    if (parent === undefined || apart) {
      late.push(entry)
      continue
    }
    placed.push({ entry, parent })
    const group = groups.get(parent) ?? new Set()
    for (const label of entry.labels) group.add(label)
    groups.set(parent, group)
  }
  const first = inner.labels[0]
  // One range in brackets ("(1 to 13)") is a count, not a row of panels.
  const marks = (parent: string) => placed.filter((each) => each.parent === parent).length
  for (const [parent] of groups) if (marks(parent) < 2) groups.delete(parent)
  const full = [...groups.values()].filter((group) => group.size > 1)
  // "Bars: 5 µm (a, b)" further on names panels that are known by then.
  const outside = late.filter((entry) => {
    const parent = [...groups].find(([, group]) =>
      entry.labels.every((label) => group.has(label)),
    )?.[0]
    if (parent === undefined) return true
    placed.push({ entry, parent })
    return false
  }).length
  // Numbers in the text of one panel count sites, steps and lanes.
  if (inner.family === 'number' && full.length < 2) return null
  // So do numerals after "three ways" in the text of one panel.
  const opening = placed[0]?.entry.candidate.start ?? 0
  if (inner.family === 'roman' && groups.size === 1 && countsThings(caption.slice(0, opening)))
    return null
  // "a, low; b, middle; c, high" in the open tells what is drawn in the panel.
  if (placed.every(({ entry }) => isKey(caption, entry.candidate))) return null
  // So do capitals in the text of a panel with a small letter: domains, genomes, sites.
  if (inner.family === 'upper' && outer.family === 'lower' && !capitalsNest(placed, full))
    return null
  if (outside > own.length / 4 || full.length === 0 || first === undefined) return null
  if (!full.some((group) => /^[aA1Ii]$/.test([...group][0] ?? ''))) return null
  const real = new Map([...groups].filter(([, group]) => group.size > 1))
  const markers = outer.markers.map((entry) => {
    const marker = toMarker(entry)
    const labels = marker.labels.flatMap((label) => {
      const group = real.get(label)
      return group ? [...group].map((sub) => label + sub) : [label]
    })
    return { ...marker, labels }
  })
  for (const { entry, parent } of placed) {
    if (!real.has(parent)) continue
    const marker = toMarker(entry)
    markers.push({ ...marker, labels: marker.labels.map((label) => parent + label) })
  }
  return markers.sort((a, b) => a.start - b.start)
}

const isKey = (caption: string, { form, end }: Choice['markers'][number]['candidate']): boolean =>
  (form === 'bare' || form === 'loose') && /^\s?[,=]\s/.test(caption.slice(end))

/**
 * Capitals inside small letters: in two panels, or three and more that a heading names ("(A–D) …") or
 * that come one by one in alphabetical order.
 */
const capitalsNest = (
  placed: readonly { entry: Choice['markers'][number]; parent: string }[],
  full: readonly ReadonlySet<string>[],
): boolean => {
  if (full.length > 1) return true
  const labels = [...(full[0] ?? [])]
  const headed = placed.some(
    ({ entry }) => entry.candidate.first && entry.labels.length === labels.length,
  )
  if (headed && labels.length > 2) return true
  const single = placed.filter(({ entry }) => entry.labels.length === 1)
  return (
    labels.length > 2 &&
    single.length >= labels.length &&
    labels.every((label, index) => index === 0 || (labels[index - 1] ?? '') < label)
  )
}

/** `(A)` and `(B)` in one sentence, `(a)` and `(b)` in another: the same panels twice. */
const sameLetters = (outer: Choice, inner: Choice): boolean => {
  const set = (choice: Choice) =>
    [...new Set(choice.labels.map((label) => label.toLowerCase()))].sort().join()
  return inner.markers.length <= inner.labels.length && set(outer) === set(inner)
}

/** `b` beside `b1` … `b6` is the heading of those six. */
export const expandHeads = (markers: readonly Marker[]): Marker[] => {
  const labels = [...new Set(markers.flatMap((marker) => marker.labels))]
  const heads = new Map<string, string[]>()
  for (const label of labels) {
    const tail = /^(?:([A-Za-z])\d{1,2}|([A-Za-hj-uw-z])[ivx]{1,4})$/.exec(label)
    const head = tail?.[1] ?? tail?.[2]
    if (!head || !labels.includes(head)) continue
    heads.set(head, [...(heads.get(head) ?? []), label])
  }
  for (const [head, group] of heads) if (group.length < 2) heads.delete(head)
  return markers.map((marker) => ({
    ...marker,
    labels: [...new Set(marker.labels.flatMap((label) => heads.get(label) ?? [label]))],
  }))
}
