import { assignSplits, type Candidate, markDuplicates } from '../dedup/index.ts'
import type { Outcome } from '../pipeline/record.ts'
import { type Db, sql } from './open.ts'
import { type PairRow, pairRows } from './pairs.ts'

type Marked = Candidate & Pick<PairRow, 'own_state' | 'own_reason'>

/**
 * The steps that need the whole corpus, in one transaction: duplicates among the pairs that are
 * kept, then splits by article with everything that shares a picture together. Depends on nothing
 * but the records, so it gives the same marks after any history.
 */
export const markCorpus = (db: Db): void => {
  const mark = db.prepare(sql('pair-mark'))
  const split = db.prepare(sql('article-split'))
  db.transaction(() => {
    const pairs = candidates(db)
    const clusters = new Map(
      markDuplicates(pairs).map((found) => [found.pair_id, found.cluster_id]),
    )
    const kept = pairs.filter(({ own_state }) => own_state === 'kept')
    const marks = new Map(markDuplicates(kept).map((found) => [found.pair_id, found]))
    for (const { pair_id: id, own_state, own_reason } of pairs) {
      const found = marks.get(id)
      const state: { state: Outcome['state']; reason: string | null } =
        found?.verdict === 'duplicate'
          ? { state: 'dropped', reason: 'duplicate' }
          : found?.verdict === 'near_duplicate_conflict'
            ? { state: 'flagged', reason: 'near_duplicate_conflict' }
            : { state: own_state, reason: own_reason }
      mark.run({
        id,
        ...state,
        cluster_id: clusters.get(id) ?? id,
        leader: found?.leader === false ? 0 : 1,
      })
    }
    const articles = db.prepare('SELECT article_id FROM articles').pluck().all() as string[]
    for (const [article_id, name] of assignSplits(articles, articleGroups(pairs, clusters)))
      split.run({ article_id, split: name })
  })()
}

const candidates = (db: Db): Marked[] => {
  const all: Marked[] = []
  for (const row of pairRows(db)) {
    if (row.pixels === null || row.pdq === null || row.pdq_quality === null) continue
    all.push({
      pair_id: row.id,
      article_id: row.article_id,
      caption: row.caption,
      licence_class: row.licence_class,
      area: row.width * row.height,
      pixels: row.pixels,
      pdq: row.pdq,
      quality: row.pdq_quality,
      own_state: row.own_state,
      own_reason: row.own_reason,
    })
  }
  return all
}

const articleGroups = (pairs: Marked[], clusters: Map<string, string>): Iterable<string[]> => {
  const groups = new Map<string, string[]>()
  for (const { pair_id, article_id } of pairs) {
    const name = clusters.get(pair_id) ?? pair_id
    const group = groups.get(name)
    if (group) group.push(article_id)
    else groups.set(name, [article_id])
  }
  return groups.values()
}
