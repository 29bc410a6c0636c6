import { expect, test } from 'vitest'
import type { ArticleRecord } from '../pipeline/record.ts'
import { createCorpusWriter } from './corpus.ts'
import { createLedger } from './ledger.ts'
import { markCorpus } from './marks.ts'
import { openForWriting } from './open.ts'
import { corpusDigest, pairRows } from './pairs.ts'
import { sampleRecord } from './sample.ts'

/** A copy of one picture in every article of the list. */
const withPicture = (id: string, pixels: string, caption: string): ArticleRecord => {
  const record = sampleRecord(id, { caption })
  for (const figure of record.figures)
    for (const panel of figure.panels)
      panel.fingerprint = { pixels, pdq: '0'.repeat(64), quality: 0 }
  return record
}

const build = (records: ArticleRecord[]) => {
  const db = openForWriting(':memory:')
  const ledger = createLedger(db)
  for (const { article } of records)
    ledger.add({ key: article.article_id, input: 'in', ref: {}, fingerprint: null })
  const writer = createCorpusWriter(db)
  for (const record of records) {
    const job = ledger.next(100, Date.now()).find(({ key }) => key === record.article.article_id)
    if (job) writer.write(job, 'p', record)
  }
  markCorpus(db)
  return db
}

const records = [
  withPicture('PMC1.1', 'same', 'Tubular adenoma of the colon, H&E stain.'),
  withPicture('PMC2.1', 'same', 'Tubular adenoma of the colon, H&E stain.'),
  withPicture('PMC3.1', 'same', 'Normal skin of the forearm in a healthy volunteer.'),
  withPicture('PMC4.1', 'other', 'Renal cortex with glomeruli.'),
]

test('copies are dropped, other words for the same picture are flagged, splits stay together', () => {
  const rows = [...pairRows(build(records))]
  const states = rows.map(({ state, reason }) => `${state} ${reason}`)
  expect(states.filter((text) => text === 'dropped duplicate')).toHaveLength(1)
  expect(states.filter((text) => text === 'flagged near_duplicate_conflict')).toHaveLength(2)
  expect(states.filter((text) => text === 'kept null')).toHaveLength(1)
  expect(new Set(rows.slice(0, 3).map(({ split }) => split)).size).toBe(1)
  expect(rows.every(({ split }) => split !== null)).toBe(true)
})

test('marks do not depend on the order of arrival, and marking again changes nothing', () => {
  const db = build(records)
  const digest = corpusDigest(db)
  expect(corpusDigest(build([...records].reverse()))).toBe(digest)
  markCorpus(db)
  expect(corpusDigest(db)).toBe(digest)
})

test('a duplicate is free again when its leader goes', () => {
  const db = build(records.slice(0, 2))
  expect([...pairRows(db)].filter(({ state }) => state === 'dropped')).toHaveLength(1)
  db.prepare("DELETE FROM articles WHERE article_id = 'PMC1.1'").run()
  markCorpus(db)
  expect([...pairRows(db)].map(({ state }) => state)).toEqual(['kept'])
})
