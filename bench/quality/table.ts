import type { Row } from './task.ts'

export const head = [
  'task',
  'measure',
  'value',
  '95 %',
  'baseline',
  'goal',
  'n',
  'groups',
  'split and sources',
]

const fixed = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(3))

/** A row as text, in the order of {@link head}. */
export const cellsOf = ({ task, measure, score, baseline, goal, n, of, sources, ...row }: Row) => [
  ...[task, measure, fixed(score.value)],
  Number.isNaN(score.low) ? '–' : `${fixed(score.low)}–${fixed(score.high)}`,
  baseline === null ? '–' : fixed(baseline),
  goal ?? '–',
  `${n} ${of}`,
  row.resampled === 'groups' ? String(row.groups) : `${row.groups} *`,
  sources,
]

/** The table as Markdown with padded columns, so that it reads in a terminal as well. */
export const markdown = (rows: readonly Row[]): string => {
  const cells = [head, ...rows.map(cellsOf)]
  const widths = head.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join(' | ')} |`
  const rule = `|${head.map((_, at) => '-'.repeat(at === head.length - 1 ? 3 : (widths[at] ?? 0) + 2)).join('|')}|`
  const [first = head, ...rest] = cells
  return [line(first), rule, ...rest.map(line)].join('\n')
}

/** What the parts are, one line for the tasks that share a split, and how to read the columns. */
export const splitNotes = (splits: readonly { name: string; split: string }[]): string => {
  const names = new Map<string, string[]>()
  for (const { name, split } of splits) names.set(split, [...(names.get(split) ?? []), name])
  return [
    ...[...names].map(([split, tasks]) => `- ${tasks.join(', ')}: ${split}.`),
    '- 95 %: bootstrap over groups (upstream groups of pictures, articles of captions, families of traps);',
    '  * too few groups, resampled over figures or captions, so too narrow.',
  ].join('\n')
}
