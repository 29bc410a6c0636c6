import { expect, test } from 'vitest'
import { createCorpusWriter } from './corpus.ts'
import { itemCounts, violations } from './invariant.ts'
import { createLedger, failedJobs, retryJobs } from './ledger.ts'
import { openForWriting } from './open.ts'
import { corpusDigest, pairRows } from './pairs.ts'
import { sampleRecord } from './sample.ts'

const fresh = (...keys: string[]) => {
  const db = openForWriting(':memory:')
  const ledger = createLedger(db)
  for (const key of keys) ledger.add({ key, input: 'in', ref: { key }, fingerprint: '1' })
  const writer = createCorpusWriter(db)
  const jobs = new Map(ledger.next(100, Date.now()).map((job) => [job.key, job]))
  const job = (key: string) => {
    const found = jobs.get(key)
    if (!found) throw new Error(`no job ${key}`)
    return found
  }
  return { db, ledger, writer, job }
}

test('a record is written whole, found by its words, and replaced by a second walk', () => {
  const { db, writer, job, ledger } = fresh('a')
  writer.write(job('a'), 'p1', sampleRecord('PMC1.1'))
  writer.write(job('a'), 'p1', sampleRecord('PMC1.1', { caption: 'Renal cortex.' }))
  expect([...pairRows(db)].map(({ caption }) => caption)).toEqual(['Renal cortex.'])
  const search = db.prepare('SELECT count(*) AS n FROM pairs_text WHERE pairs_text MATCH ?')
  expect(search.get('renal')).toEqual({ n: 1 })
  expect(search.get('colon')).toEqual({ n: 0 })
  expect(ledger.known(job('a').job_id)).toHaveLength(1)
  expect(violations(db).filter((line) => !line.includes('split'))).toEqual([])
})

test('of two inputs with the same article the smaller key stands, in any order of arrival', () => {
  const digests = [
    ['a', 'b'],
    ['b', 'a'],
  ].map((order) => {
    const { db, writer, job } = fresh('a', 'b')
    for (const key of order)
      writer.write(job(key), 'p1', sampleRecord('PMC1.1', { caption: `seen in ${key}` }))
    expect([...pairRows(db)].map(({ caption }) => caption)).toEqual(['seen in a'])
    expect(itemCounts(db)[0]).toMatchObject({ item: 'articles', in: 2, kept: 1, dropped: 1 })
    return corpusDigest(db)
  })
  expect(digests[0]).toBe(digests[1])
})

test('when an article goes, its twin waits again', () => {
  const { db, writer, job, ledger } = fresh('a', 'b')
  writer.write(job('a'), 'p1', sampleRecord('PMC1.1'))
  writer.write(job('b'), 'p1', sampleRecord('PMC1.1'))
  writer.fail(job('a').job_id, 'E_XML', 'broken now')
  expect(ledger.next(10, Date.now()).map(({ key }) => key)).toEqual(['b'])
  expect(itemCounts(db)[1]).toMatchObject({ item: 'figures', in: 0 })
})

test('a changed source waits again, an unchanged one keeps its end', () => {
  const { ledger, writer, job } = fresh('a')
  writer.write(job('a'), 'p1', sampleRecord('PMC1.1'))
  ledger.add({ key: 'a', input: 'in', ref: {}, fingerprint: '1' })
  expect(ledger.next(10, Date.now())).toEqual([])
  ledger.add({ key: 'a', input: 'in', ref: {}, fingerprint: '2' })
  expect(ledger.next(10, Date.now())).toHaveLength(1)
})

test('only what failed is retried, by code', () => {
  const { db, ledger, writer, job } = fresh('a', 'b', 'c')
  writer.fail(job('a').job_id, 'E_XML', 'no')
  writer.fail(job('b').job_id, 'E_TAR', 'no')
  writer.write(job('c'), 'p1', sampleRecord('PMC1.1'))
  const found = failedJobs(db, { code: 'E_XML' })
  expect(found.map(({ key }) => key)).toEqual(['a'])
  retryJobs(
    db,
    found.map(({ job_id }) => job_id),
  )
  expect(ledger.next(10, Date.now()).map(({ key }) => key)).toEqual(['a'])
})

test('another plan makes done articles wait, and contradictions are reported', () => {
  const { db, ledger, writer, job } = fresh('a')
  writer.write(job('a'), 'p1', sampleRecord('PMC1.1'))
  expect(ledger.outdate('p1')).toBe(0)
  expect(ledger.outdate('p2')).toBe(1)
  db.prepare("UPDATE pairs SET species = 'nonhuman'").run()
  expect(violations(db).join()).toContain('kept pair that is not human')
})
