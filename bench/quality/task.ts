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
  /** What the interval resamples: groups, or items where groups are too few to say anything. */
  resampled: 'groups' | 'items'
  /** Part and sources, in short. */
  sources: string
}

/** One thing that went wrong, for the page of errors. */
export interface Finding {
  title: string
  /** Name of its confusion: the page shows some of each before it shows more of one. */
  kind?: string
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

/** From so many groups on an interval resamples groups. */
const enoughGroups = 5

/** A row of the table; its interval resamples groups of items, because items of a group err together. */
export const rowOf = <T>(
  { task, sources, of, items, groupOf, weight = () => 1 }: Measured<T>,
  measure: string,
  statistic: (items: readonly T[]) => number,
  { baseline = null, goal = null }: { baseline?: number | null; goal?: string | null } = {},
): Row => {
  const groups = new Set(items.map(groupOf)).size
  const resampled = groups < enoughGroups ? 'items' : 'groups'
  return {
    ...{ task, measure, baseline, goal, of, sources, groups, resampled },
    score: interval(items, statistic, resampled === 'groups' ? groupOf : undefined),
    n: items.reduce((sum, item) => sum + weight(item), 0),
  }
}

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
