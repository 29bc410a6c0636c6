import type { Html } from '../../report/html.ts'
import type { Seen } from './detect.ts'
import { type Interval, interval, shareOf } from './measures.ts'

/**
 * Which side of the splits is measured: `dev` was seen while rules were written or trained on,
 * `frozen` was not, `all` is both together. Each task says what that means for it.
 */
export type Part = 'dev' | 'frozen' | 'all'

export interface Context {
  /** Folder of the real data, `../shared/data`. */
  data: string
  part: Part
  /** Folder with a `manifest.json` that replaces the shipped models. */
  models?: string
  /** Most figures, pictures or captions a task looks at. */
  limit?: number
  progress: (line: string) => void
  /** The detector's panels of a picture, relative to `images/`; each picture is looked at once. */
  detect: (file: string) => Promise<Seen>
  /** Where the end-to-end task leaves its pairs, if anywhere. */
  predictions?: string
}

export interface Row {
  task: string
  measure: string
  score: Interval
  /** The same measure of what needs no model, or null where nothing compares. */
  baseline: number | null
  /** The goal as the project states it, such as `≥ 0.97`. */
  goal: string | null
  n: number
  /** What is counted by `n`. */
  of: string
  groups: number
  /** Part and sources, in short. */
  sources: string
}

/** One thing that went wrong, for the page of errors. */
export interface Finding {
  title: string
  /** Larger is worse. */
  severity: number
  body: () => Promise<Html>
}

export interface TaskResult {
  rows: Row[]
  /** What the part is for this task, and who has seen it. */
  split: string
  findings: Finding[]
  /** How often each confusion occurred, under the name of its table. */
  confusions: Record<string, Record<string, number>>
}

export interface Task {
  name: string
  about: string
  run: (context: Context) => Promise<TaskResult>
}

export interface Measured<T> {
  task: string
  sources: string
  of: string
  items: readonly T[]
  groupOf: (item: T) => string
  /** How many things an item counts for; one by default. */
  weight?: (item: T) => number
}

/** A row of the table; the interval resamples the groups of the items, not the items. */
export const rowOf = <T>(
  { task, sources, of, items, groupOf, weight = () => 1 }: Measured<T>,
  measure: string,
  statistic: (items: readonly T[]) => number,
  { baseline = null, goal = null }: { baseline?: number | null; goal?: string | null } = {},
): Row => ({
  ...{ task, measure, baseline, goal, of, sources },
  score: interval(items, statistic, groupOf),
  n: items.reduce((sum, item) => sum + weight(item), 0),
  groups: new Set(items.map(groupOf)).size,
})

/** Counts names. */
export const tally = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

/** Share of items that are so, as a statistic of a row. */
export const shareOfItems =
  <T>(so: (item: T) => boolean) =>
  (items: readonly T[]): number =>
    shareOf(items, so)
