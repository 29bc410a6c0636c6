import type { CaptionSplit, GraphicCaption, Span } from '../pipeline/types.ts'
import { type Cue, cuesOf, stainsOf } from './cues.ts'
import { type Label, readLabels } from './labels.ts'

/** One label of the caption with the words that belong to it. */
export interface Slot {
  label: Label
  /** Index of its sub-caption; several labels may share one (`A–C`). */
  part: number
  cues: Cue[]
  stains: ReturnType<typeof stainsOf>
}

/** Labels in the order in which panels take them: by value where they have one, else as written. */
export const slotsOf = ({ multi, panels }: CaptionSplit): Slot[] => {
  if (!multi) return []
  const flat = panels.flatMap(({ labels }, part) => labels.map((text) => ({ text, part })))
  // A label that two sub-captions claim goes to the one that claims least else.
  const owners = new Map<string, { text: string; part: number }>()
  const width = (part: number) => panels[part]?.labels.length ?? 0
  for (const entry of flat) {
    const known = owners.get(entry.text)
    if (!known || width(entry.part) < width(known.part)) owners.set(entry.text, entry)
  }
  const entries = [...owners.values()]
  const labels = readLabels(entries.map(({ text }) => text))
  const slots = entries.flatMap(({ part }, at): Slot[] => {
    const label = labels[at]
    const text = panels[part]?.subcaption ?? ''
    return label ? [{ label, part, cues: cuesOf(text), stains: stainsOf(text) }] : []
  })
  if (slots.some(({ label }) => label.position)) return slots
  return slots.sort(({ label: { rank: a } }, { label: { rank: b } }) => a[0] - b[0] || a[1] - b[1])
}

/**
 * Sub-captions that the source ties to single graphics, as a split, when the caption itself could
 * not be split: all of them must be found in the caption, in order.
 */
export const splitByGraphics = (
  caption: string,
  graphics: readonly GraphicCaption[] = [],
): CaptionSplit | null => {
  if (graphics.length < 2) return null
  let from = 0
  const panels: CaptionSplit['panels'] = []
  for (const [at, { label, caption: text }] of graphics.entries()) {
    const start = text === '' ? -1 : caption.indexOf(text, from)
    if (start < 0) return null
    from = start + text.length
    const spans: Span[] = [[start, from]]
    panels.push({ labels: [label ?? String(at + 1)], subcaption: text, full: text, spans })
  }
  return { multi: true, panels }
}
