import type { Panel } from '../pipeline/types.ts'
import { align, type Seen } from './align.ts'
import { type Agreement, agreement, seenOf } from './evidence.ts'
import { printedKey } from './labels.ts'
import { beside, readingOrders } from './order.ts'
import type { Parameters } from './parameters.ts'
import type { Slot } from './slots.ts'

/** What one figure's alignment says about one panel. */
export interface Assigned {
  /** Index of the slot; -1 for none. */
  slot: number
  /** Probability of the sub-caption, all its labels together. */
  sure: number
  /** Probability of each sub-caption, by its index. */
  parts: Map<number, number>
  /** Probability that no label belongs to the panel. */
  none: number
  letter: Agreement | 'silent'
  /** Panels that took the same slot. */
  sharing: number
}

export interface Assignment {
  panels: Assigned[]
  /** Name of the likeliest reading order, and how likely it is. */
  order: string
  order_sure: number
  /** Labels that no panel took. */
  unused: number
}

/**
 * One assignment for the whole figure: all reading orders are weighed by how well they explain
 * letters, looks and counts together; the best path of the likeliest one is the answer, the mixture
 * of all says how sure each panel is.
 */
export const assign = (
  panels: readonly Panel[],
  slots: readonly Slot[],
  parameters: Parameters,
  similarity?: readonly (readonly number[])[],
): Assignment => {
  const seen = seenOf(panels, slots, parameters, similarity)
  const positional = slots.some(({ label }) => label.position)
  const orders = readingOrders(
    panels.map(({ bbox }) => bbox),
    slots.length,
  )
  // Positions say where they are; the order in which they are named says nothing.
  const moves = positional
    ? {
        next: 0,
        stay: 0,
        skip: 0,
        back: 0,
        none: parameters.moves.none,
        differ: 0,
        jump: 0,
        band: 0,
      }
    : parameters.moves
  const read = (positional ? orders.slice(0, 1) : orders).map((order) => {
    const aligned = align(
      order.sequence.flatMap((at, position): Seen[] => {
        const sight = seen[at]
        const before = panels[order.sequence[position - 1] ?? -1]
        const differs = before !== undefined && before.kind !== panels[at]?.kind
        const jumps = before !== undefined && !beside(before.bbox, panels[at]?.bbox ?? before.bbox)
        return sight ? [{ ...sight, differs, jumps, opens: order.opens?.[position] ?? null }] : []
      }),
      slots.length,
      moves,
    )
    return { order, ...aligned, weight: Math.log(order.prior) + aligned.evidence }
  })
  const top = Math.max(...read.map(({ weight }) => weight))
  const total = read.reduce((sum, { weight }) => sum + Math.exp(weight - top), 0)
  const best = read.find(({ weight }) => weight === top)

  const posterior = panels.map(() => Array.from({ length: slots.length + 1 }, () => 0))
  for (const { order, weight, posterior: rows } of read)
    for (const [position, at] of order.sequence.entries())
      for (const [k, value] of (rows[position] ?? []).entries()) {
        const row = posterior[at]
        if (row) row[k] = (row[k] ?? 0) + (value * Math.exp(weight - top)) / total
      }
  const chosen = panels.map(() => -1)
  for (const [position, at] of (best?.order.sequence ?? []).entries())
    chosen[at] = best?.path[position] ?? -1

  const labels = slots.map(({ label }) => label)
  const assigned = panels.map((panel, at): Assigned => {
    const slot = chosen[at] ?? -1
    const row = posterior[at] ?? []
    const byPart = new Map<number, number>()
    for (const [k, { part }] of slots.entries())
      byPart.set(part, (byPart.get(part) ?? 0) + (row[k] ?? 0))
    const none = row[slots.length] ?? 0
    const own = slots[slot]?.part
    const printed = printedKey(panel.label, labels)
    const label = slots[slot]?.label
    return {
      slot,
      sure: own === undefined ? none : (byPart.get(own) ?? 0),
      parts: byPart,
      none,
      letter: printed === null || !label ? 'silent' : agreement(printed, label),
      sharing: chosen.filter((other) => other === slot).length,
    }
  })
  return {
    panels: assigned,
    order: best?.order.name ?? 'rows',
    order_sure: 1 / total,
    unused: slots.filter((_, k) => !chosen.includes(k)).length,
  }
}
