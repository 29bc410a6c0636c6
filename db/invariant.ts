import { type Db, sql } from './open.ts'

export interface ItemCount {
  item: 'articles' | 'figures' | 'panels' | 'subcaptions' | 'pairs'
  in: number
  kept: number
  dropped: number
  flagged: number
  failed: number
}

export interface ReasonCount {
  item: ItemCount['item']
  state: 'dropped' | 'flagged' | 'failed'
  reason: string
  count: number
}

export const itemCounts = (db: Db): ItemCount[] => db.prepare(sql('invariant')).all() as ItemCount[]

export const reasonCounts = (db: Db): ReasonCount[] =>
  db.prepare(sql('reasons')).all() as ReasonCount[]

/**
 * The ledger's promise: in = kept + dropped + flagged + failed for articles, figures, panels,
 * sub-captions and pairs, and no two ends contradict each other.
 * @returns one line per violation; none when the promise holds.
 */
export const violations = (db: Db): string[] => [
  ...itemCounts(db)
    .filter((row) => row.in !== row.kept + row.dropped + row.flagged + row.failed)
    .map((row) => `${row.item}: ${row.in} in, but ${JSON.stringify(row)} come out`),
  ...(db.prepare(sql('leaks')).all() as { problem: string; item: string }[]).map(
    ({ problem, item }) => `${problem}: ${item}`,
  ),
]
