import type { SubCaption } from '../../../pipeline/types.ts'

type Panels = readonly Pick<SubCaption, 'labels' | 'full'>[]

export interface Scored {
  multi: boolean
  /** The set of labels is exactly the gold set. */
  exact: boolean
  /** Token F1 of `full`, one number a label; a label that only one side has counts 0. */
  f1: number[]
  /** A single-panel caption that was split. */
  wronglySplit: boolean
}

export const tokens = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}_]+/gu) ?? []

export const tokenF1 = (a: string, b: string): number => {
  const left = tokens(a)
  const right = tokens(b)
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0
  const counts = new Map<string, number>()
  for (const token of left) counts.set(token, (counts.get(token) ?? 0) + 1)
  let shared = 0
  for (const token of right) {
    const count = counts.get(token) ?? 0
    if (count > 0) shared++
    counts.set(token, count - 1)
  }
  return (2 * shared) / (left.length + right.length)
}

const byLabel = (panels: Panels) =>
  new Map(panels.flatMap(({ labels, full }) => labels.map((label) => [label, full] as const)))

export const scoreCaption = (gold: { multi: boolean; panels: Panels }, found: Panels): Scored => {
  const truth = byLabel(gold.panels)
  const ours = byLabel(found)
  const all = new Set([...truth.keys(), ...ours.keys()])
  const exact = all.size === truth.size && all.size === ours.size
  const f1 = gold.multi
    ? [...all].map((label) => tokenF1(truth.get(label) ?? '', ours.get(label) ?? ''))
    : []
  return { multi: gold.multi, exact, f1, wronglySplit: !gold.multi && ours.size > 0 }
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

export interface Summary {
  captions: number
  exact: number
  /** Over labels, and as the mean over captions. */
  f1: number
  f1PerCaption: number
  singles: number
  wronglySplit: number
}

export const summarise = (scores: readonly Scored[]): Summary => {
  const multi = scores.filter((score) => score.multi)
  const singles = scores.filter((score) => !score.multi)
  return {
    captions: multi.length,
    exact: mean(multi.map((score) => Number(score.exact))),
    f1: mean(multi.flatMap((score) => score.f1)),
    f1PerCaption: mean(multi.map((score) => mean(score.f1))),
    singles: singles.length,
    wronglySplit: singles.filter((score) => score.wronglySplit).length,
  }
}
