import type { ItemCount, ReasonCount } from '../db/invariant.ts'
import { dropReasons, flagReasons, isDropReason, isFlagReason } from '../pipeline/reasons.ts'
import type { StageCount } from '../pipeline/record.ts'

/** Lays rows out in columns: the first left, the others right-aligned. */
export const table = (header: string[], rows: (string | number)[][]): string => {
  const cells = [header, ...rows.map((row) => row.map(String))]
  const widths = header.map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  )
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const explain = (reason: string): string => {
  if (isDropReason(reason)) return dropReasons[reason]
  if (isFlagReason(reason)) return flagReasons[reason]
  return ''
}

/** The account that a run ends with: what came in, what became of it, why, and what was computed. */
export const summary = (
  counts: ItemCount[],
  reasons: ReasonCount[],
  stages: Record<string, StageCount>,
): string => {
  const parts = [
    table(
      ['', 'in', 'kept', 'flagged', 'dropped', 'failed'],
      counts.map((row) => [row.item, row.in, row.kept, row.flagged, row.dropped, row.failed]),
    ),
  ]
  if (reasons.length > 0)
    parts.push(
      [...reasons]
        .sort((a, b) => order(a) - order(b) || b.count - a.count || (a.reason < b.reason ? -1 : 1))
        .map(({ item, state, reason, count }) =>
          `${String(count).padStart(7)} ${item} ${state}: ${reason}  ${explain(reason)}`.trimEnd(),
        )
        .join('\n'),
    )
  if (Object.keys(stages).length > 0)
    parts.push(
      table(
        ['stage', 'computed', 'remembered', 'seconds'],
        Object.entries(stages).map(([name, { computed, remembered, seconds }]) => [
          ...[name, computed, remembered],
          seconds.toFixed(1),
        ]),
      ),
    )
  return parts.join('\n\n')
}

const items = ['articles', 'figures', 'panels', 'subcaptions', 'pairs']
const order = ({ item }: ReasonCount) => items.indexOf(item)
