import { expect, test } from 'vitest'
import { itemCounts } from '../db/invariant.ts'
import { createLedger } from '../db/ledger.ts'
import { openForWriting } from '../db/open.ts'
import { corpusDigest } from '../db/pairs.ts'
import { sampleRecord } from '../db/sample.ts'
import { createChannel } from '../queue/channel.ts'
import type { Job, Queue, Result } from '../queue/port.ts'
import { coordinate } from './coordinator.ts'

/** A transport in this process that answers each job as told, perhaps twice or out of turn. */
const transport = (
  answer: (job: Job, tries: number) => Result[],
): Queue & { submitted: number } => {
  const results = createChannel<Result>()
  const tries = new Map<string, number>()
  return {
    capacity: 3,
    submitted: 0,
    async submit(job) {
      this.submitted += 1
      const count = (tries.get(job.id) ?? 0) + 1
      tries.set(job.id, count)
      for (const result of answer(job, count)) results.push(result)
    },
    results: () => results,
    async close() {
      results.end()
    },
  }
}

const record = ({ id, token, payload }: Job): Result => ({
  ...{ kind: 'record', id, token },
  record: sampleRecord((payload as { ref: { id: string } }).ref.id),
})

const start = (queue: Queue, articles: string[], attempts = 3) => {
  const db = openForWriting(':memory:')
  const ledger = createLedger(db)
  for (const id of articles) ledger.add({ key: id, input: 'in', ref: { id }, fingerprint: null })
  return { db, run: () => coordinate({ db, queue, plan: 'p', setting: {}, attempts }) }
}

const ids = Array.from({ length: 12 }, (_, index) => `PMC${index}.1`)

test('every article ends once, even when results come twice or late', async () => {
  const plain = start(
    transport((job) => [record(job)]),
    ids,
  )
  await plain.run()
  const noisy = start(
    transport((job) => [{ ...record(job), token: 'old' }, record(job), record(job)]),
    ids,
  )
  await noisy.run()
  expect(itemCounts(noisy.db)[0]).toMatchObject({ in: 12, kept: 12 })
  expect(corpusDigest(noisy.db)).toBe(corpusDigest(plain.db))
})

test('a retry counts an attempt, throttling does not, and a poisonous article fails alone', async () => {
  const failure = (
    job: Job,
    consequence: 'retry' | 'throttled' | 'item',
    code: string,
  ): Result => ({
    ...{
      kind: 'failure',
      id: job.id,
      token: job.token,
      consequence,
      code,
      message: 'no',
      after: 0,
    },
  })
  const queue = transport((job, tries) => {
    if (job.id === 'job-1') return [failure(job, 'retry', 'E_WORKER_CRASHED')]
    if (job.id === 'job-2' && tries < 6) return [failure(job, 'throttled', 'E_SLOW')]
    if (job.id === 'job-3') return [failure(job, 'item', 'E_XML')]
    return [record(job)]
  })
  const { db, run } = start(queue, ids, 2)
  await run()
  expect(itemCounts(db)[0]).toMatchObject({ in: 12, kept: 10, failed: 2 })
  const ended = db.prepare("SELECT job_id, reason, attempts FROM jobs WHERE state = 'failed'").all()
  expect(ended).toEqual([
    { job_id: 1, reason: 'E_WORKER_CRASHED', attempts: 1 },
    { job_id: 3, reason: 'E_XML', attempts: 0 },
  ])
})

test('a fatal error stops the run, keeps what is done, and a second run finishes it', async () => {
  let full = true
  const queue = () =>
    transport((job) =>
      full && job.id === 'job-5'
        ? [
            {
              ...{ kind: 'failure', id: job.id, token: job.token, consequence: 'fatal' },
              ...{ code: 'E_ENOSPC', message: 'the disk is full' },
            },
          ]
        : [record(job)],
    )
  const { db, run } = start(queue(), ids)
  await expect(run()).rejects.toThrow('the disk is full')
  expect(itemCounts(db)[0]?.failed).toBe(0)
  full = false
  await coordinate({ db, queue: queue(), plan: 'p', setting: {}, attempts: 3 })
  expect(itemCounts(db)[0]).toMatchObject({ in: 12, kept: 12 })
})

test('a second run over a finished corpus submits nothing', async () => {
  const { db, run } = start(
    transport((job) => [record(job)]),
    ids,
  )
  await run()
  const idle = transport((job) => [record(job)])
  await coordinate({ db, queue: idle, plan: 'p', setting: {}, attempts: 3 })
  expect(idle.submitted).toBe(0)
})

test('a record of another shape fails its article only', async () => {
  const { db, run } = start(
    transport(
      (job) =>
        [job.id === 'job-2' ? { ...record(job), record: { no: 1 } } : record(job)] as Result[],
    ),
    ids,
  )
  await run()
  expect(itemCounts(db)[0]).toMatchObject({ kept: 11, failed: 1 })
})
