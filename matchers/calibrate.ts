import type { Panel } from '../pipeline/types.ts'
import type { Assigned, Assignment } from './assign.ts'
import { printedKey } from './labels.ts'
import type { Parameters } from './parameters.ts'
import type { Slot } from './slots.ts'

/** Evidence on one pair, by name; every name has a weight in the calibration. */
export type Features = Record<string, number>

const logit = (probability: number): number => {
  const p = Math.min(0.998, Math.max(0.002, probability))
  return Math.log(p / (1 - p))
}

/** Evidence on a panel whose figure has a split caption. */
export const pairFeatures = (
  panel: Assigned,
  figure: Assignment,
  panels: readonly Panel[],
  slots: readonly Slot[],
  words: number,
): Features => {
  const labels = slots.map(({ label }) => label)
  const printed = panels.flatMap(({ label }) => printedKey(label, labels) ?? [])
  const known = printed.filter((key) =>
    labels.some((label) => [label.key, label.head, label.tail].includes(key)),
  )
  const single = labels.filter(({ head, position }) => head === null && position === null)
  const ranks = single.map(({ rank }) => rank[0])
  const span = Math.max(0, ...ranks)
  return {
    sure: logit(panel.sure),
    letter_same: panel.letter === 'same' ? 1 : 0,
    letter_part: panel.letter === 'part' ? 1 : 0,
    letter_other: panel.letter === 'other' ? 1 : 0,
    unused: figure.unused / Math.max(1, slots.length),
    sharing: panel.sharing > 1 ? 1 : 0,
    order_unsure: 1 - figure.order_sure,
    // Letters that the caption lacks, and gaps between those it has: the split has lost labels.
    strange: printed.length === 0 ? 0 : 1 - known.length / printed.length,
    gaps: span > ranks.length ? Math.min(1, (span - ranks.length) / span) : 0,
    positional: labels.some(({ position }) => position) ? 1 : 0,
    nested: labels.some(({ head }) => head !== null) ? 1 : 0,
    short: words < 3 ? 1 : 0,
    many: Math.log(slots.length),
  }
}

/** Logistic regression over the evidence. @returns probability that the pair is right. */
export const probability = (
  features: Features,
  { names, weights, bias }: Parameters['calibration'],
) => {
  const sum = names.reduce(
    (total, name, at) => total + (weights[at] ?? 0) * (features[name] ?? 0),
    bias,
  )
  return 1 / (1 + Math.exp(-sum))
}
