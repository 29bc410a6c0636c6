import { type Db, sql } from './open.ts'

const lists = ['topics', 'stains', 'species', 'licences', 'splits', 'captionWords'] as const
export type Tallies = Record<(typeof lists)[number], Record<string, number>>

/** Kept pairs by topic, stain, licence, split and words of caption; all pairs by species. */
export const tallies = (db: Db): Tallies => {
  const found: Tallies = {
    ...{ topics: {}, stains: {}, species: {}, licences: {}, splits: {}, captionWords: {} },
  }
  for (const { list, name, count } of db.prepare(sql('tallies')).all() as {
    list: keyof Tallies
    name: string
    count: number
  }[])
    found[list][name] = count
  return found
}

/** Articles and figures that failed, at most 500, by code. */
export const failures = (db: Db) =>
  db.prepare(sql('failures')).all() as { code: string; item: string; message: string }[]
