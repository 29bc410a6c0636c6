import type { Bbox, Panel } from '../pipeline/types.ts'
import type { Seen } from './align.ts'
import { kindAgreement, stainAgreement } from './cues.ts'
import { type Label, printedKey } from './labels.ts'
import { bands } from './order.ts'
import type { Parameters } from './parameters.ts'
import type { Slot } from './slots.ts'

const alphabet = 26

/** How a printed letter agrees with a label. */
export type Agreement = 'same' | 'part' | 'other'

/** `A` printed on `A`: same; `A` or `1` printed on `A1`: part of it. */
export const agreement = (printed: string, { key, head, tail }: Label): Agreement => {
  if (printed === key) return 'same'
  if (head !== null && (printed === head || printed === tail)) return 'part'
  return 'other'
}

/** What one panel shows, whatever is read before it. */
export type Sight = Omit<Seen, 'differs' | 'jumps' | 'opens'>

/** Log likelihood of each panel's letter, look and place under each label. [panels] */
export const seenOf = (
  panels: readonly Panel[],
  slots: readonly Slot[],
  parameters: Parameters,
  similarity?: readonly (readonly number[])[],
): Sight[] => {
  const { letters, weights } = parameters
  const labels = slots.map(({ label }) => label)
  const printed = panels.map(({ label }) => printedKey(label, labels))
  // A figure without a single letter read has none printed: silence then says nothing.
  const lettered = printed.some((key) => key !== null)
  const boxes = panels.map(({ bbox }) => bbox)
  const rows = placeOf(bands(boxes, 'rows'), boxes)
  const columns = placeOf(bands(boxes, 'columns'), boxes)

  return panels.map((panel, at): Sight => {
    const key = printed[at] ?? null
    const trust = Math.min(letters.trust, Math.max(0.5, panel.label_score))
    const other = slots.map((slot, k) => {
      const kind = weights.kind * kindAgreement(panel.kind, slot.cues, parameters.cues)
      const stain =
        panel.kind === 'histology' ? weights.stain * stainAgreement(panel.stain, slot.stains) : 0
      const look = weights.look * (similarity?.[at]?.[k] ?? 0)
      const place = weights.position * placeAgreement(slot.label, rows, columns, at)
      return kind + stain + look + place
    })
    const nested = slots.some(({ label }) => label.head !== null)
    const letter = slots.map(({ label }) => {
      if (key === null) return lettered ? Math.log(letters.missed) : 0
      const read = 1 - letters.missed
      const found = agreement(key, label)
      if (found === 'same') return Math.log(read * trust * (nested ? 0.6 : 1))
      if (found === 'part') return Math.log(read * trust * 0.2)
      return Math.log((read * (1 - trust)) / alphabet)
    })
    const again = slots.map(({ label }) => {
      if (key === null) return lettered ? Math.log(1 - letters.repeated) : 0
      return agreement(key, label) === 'other'
        ? Math.log((letters.repeated * (1 - trust)) / alphabet)
        : Math.log(letters.repeated * trust)
    })
    const add = (a: number[]) => a.map((value, k) => value + (other[k] ?? 0))
    const none = key === null ? Math.log(0.9) : Math.log(0.1 / alphabet)
    return { first: add(letter), further: add(again), none: lettered ? none : 0 }
  })
}

interface Place {
  /** 0 for the first band, 1 for the last; 0.5 when there is one. [panels] */
  at: number[]
  /** Band of each panel, from 1. */
  band: number[]
  count: number
}

const placeOf = (groups: number[][], boxes: readonly Bbox[]): Place => {
  const at = boxes.map(() => 0.5)
  const band = boxes.map(() => 1)
  for (const [index, group] of groups.entries())
    for (const item of group) {
      at[item] = groups.length > 1 ? index / (groups.length - 1) : 0.5
      band[item] = index + 1
    }
  return { at, band, count: groups.length }
}

const spread = 0.22

/** Log likelihood of a panel's place under a positional label; 0 for letters. */
const placeAgreement = (label: Label, rows: Place, columns: Place, at: number): number => {
  const { position } = label
  if (!position) return 0
  const { x, y, row, column } = position
  let sum = 0
  const far = (wanted: number, found: number) => -(((wanted - found) / spread) ** 2) / 2
  if (x !== null && columns.count > 1 && !(x === 0.5 && y === 0.5 && columns.count < 3))
    sum += far(x, columns.at[at] ?? 0.5)
  if (y !== null && rows.count > 1 && !(x === 0.5 && y === 0.5 && rows.count < 3))
    sum += far(y, rows.at[at] ?? 0.5)
  if (row !== null) sum += (rows.band[at] ?? 1) === row ? 0 : -4
  if (column !== null) sum += (columns.band[at] ?? 1) === column ? 0 : -4
  return sum
}
