import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { bullmqQueue } from './bullmq.ts'
import { bullmqWorker } from './bullmq-worker.ts'
import { localQueue } from './local.ts'
import type { Job, Queue, Result } from './port.ts'
import { hasRedis, startRedis } from './redis-server.ts'

const module = new URL('./mischief.ts', import.meta.url)

interface Setup {
  workers?: number
  jobTimeoutSeconds?: number
  maxJobsPerChild?: number
  options?: unknown
}
type Open = (setup?: Setup) => Promise<Queue>

const openLocal: Open = async (setup = {}) =>
  localQueue({ workers: 1, module, jobTimeoutSeconds: 60, ...setup })

const redisLine = hasRedis ? '' : ' (skipped: apt-get install redis-server)'
let redis: Awaited<ReturnType<typeof startRedis>> | undefined
const openBullmq: Open = async ({ workers = 1, ...setup } = {}) => {
  const at = { redisUrl: redis?.url ?? '', name: `test-${randomUUID()}` }
  const queue = await bullmqQueue({ ...at, owner: 'corpus', checkSeconds: 1 })
  const staff = await Promise.all(
    Array.from({ length: workers }, () =>
      bullmqWorker({ ...at, module, jobTimeoutSeconds: 60, ...setup }),
    ),
  )
  for (const worker of staff) worker.done.catch(() => undefined)
  return {
    ...queue,
    async close() {
      await queue.close()
      await Promise.all(staff.map((worker) => worker.close({ now: true })))
    },
  }
}

const job = (id: string, payload: unknown, token = 'first'): Job => ({ id, token, payload })

/** Results in order of their ids. */
const take = async (queue: Queue, count: number): Promise<Result[]> => {
  const results: Result[] = []
  for await (const result of queue.results()) if (results.push(result) === count) break
  return results.sort((a, b) => (a.id < b.id ? -1 : 1))
}

const pids = async (log: string) =>
  (await readFile(log, 'utf8').catch(() => '')).split('\n').filter(Boolean).map(Number)

const until = async (holds: () => Promise<boolean> | boolean) => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return
    await setTimeout(50)
  }
  expect.unreachable('it did not happen within 20 s')
}

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const scratch = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'queue-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'pids')
}

beforeAll(async () => {
  if (hasRedis) redis = await startRedis()
})
afterAll(() => redis?.stop())

describe.each<{ name: string; run: boolean; open: Open }>([
  { name: 'local', run: true, open: openLocal },
  { name: `bullmq${redisLine}`, run: hasRedis, open: openBullmq },
])('queue: $name', { timeout: 60_000 }, ({ run, open }) => {
  const opened = async (setup?: Setup) => {
    const queue = await open(setup)
    onTestFinished(() => queue.close())
    return queue
  }

  test.runIf(run)('delivers jobs and brings their records back', async () => {
    const queue = await opened({ workers: 2, options: { plan: 'a' } })
    const ids = Array.from({ length: 20 }, (_, index) => `job-${index + 10}`)
    for (const id of ids) await queue.submit(job(id, { act: 'echo', value: { id } }))
    const results = await take(queue, 20)
    expect(results.map(({ id }) => id)).toEqual(ids)
    for (const result of results)
      expect(result).toMatchObject({
        kind: 'record',
        token: 'first',
        record: { value: { id: result.id }, started: { plan: 'a' } },
      })
  })

  test.runIf(run)('carries a record of 20 MB', async () => {
    const queue = await opened()
    await queue.submit(job('a', { act: 'large', value: 20_000_000 }))
    const [result] = await take(queue, 1)
    expect(JSON.stringify(result).length).toBeGreaterThan(20_000_000)
  })

  test.runIf(run)('says what happens next after an error', async () => {
    const queue = await opened()
    const acts = ['fatal', 'item', 'odd', 'retry', 'throttled']
    for (const act of acts) await queue.submit(job(act, { act }))
    const failure = (id: string, consequence: string, code: string, message: string) => ({
      kind: 'failure',
      id,
      token: 'first',
      consequence,
      code,
      message,
    })
    expect(await take(queue, 5)).toEqual([
      failure('fatal', 'fatal', 'E_FATAL', 'stop'),
      failure('item', 'item', 'E_ITEM', 'never'),
      failure('odd', 'item', 'E_UNEXPECTED', 'a bug'),
      failure('retry', 'retry', 'E_TRY', 'try again'),
      { ...failure('throttled', 'throttled', 'E_SLOW', 'slow down'), after: 7 },
    ])
  })

  test.runIf(run)('an error thrown beside the job is the failure of the job', async () => {
    const queue = await opened()
    await queue.submit(job('a', { act: 'stray' }))
    await queue.submit(job('b', { act: 'echo' }))
    expect(await take(queue, 2)).toMatchObject([
      { kind: 'failure', consequence: 'item', message: 'a stray bug' },
      { kind: 'record' },
    ])
  })

  test.runIf(run)('a worker killed in mid-job costs only that job, and at once', async () => {
    const log = await scratch()
    const queue = await opened()
    await queue.submit(job('a', { act: 'hang', log }))
    await queue.submit(job('b', { act: 'echo' }))
    await until(async () => (await pids(log)).length === 1)
    const [pid] = await pids(log)
    if (pid) process.kill(pid, 'SIGKILL')
    expect(await take(queue, 2)).toMatchObject([
      { kind: 'failure', id: 'a', consequence: 'retry', code: 'E_WORKER_CRASHED' },
      { kind: 'record', id: 'b' },
    ])
  })

  test.runIf(run)('a job that always crashes its worker fails alone', async () => {
    const queue = await opened({ workers: 2 })
    await queue.submit(job('poison', { act: 'crash' }))
    for (let n = 10; n < 22; n += 1) await queue.submit(job(`job-${n}`, { act: 'echo' }))
    const tokens: string[] = []
    let records = 0
    for await (const result of queue.results()) {
      if (result.kind === 'record') records += 1
      else {
        expect(result).toMatchObject({ id: 'poison', code: 'E_WORKER_CRASHED' })
        tokens.push(result.token)
        if (tokens.length < 3)
          await queue.submit(job('poison', { act: 'crash' }, `again-${tokens.length}`))
      }
      if (records === 12 && tokens.length === 3) break
    }
    expect(tokens).toEqual(['first', 'again-1', 'again-2'])
  })

  test.runIf(run)('a job over its time is killed, even in an endless loop', async () => {
    const queue = await opened({ jobTimeoutSeconds: 1 })
    await queue.submit(job('a', { act: 'spin' }))
    await queue.submit(job('b', { act: 'echo' }))
    expect(await take(queue, 2)).toMatchObject([
      { kind: 'failure', consequence: 'retry', code: 'E_WORKER_TIMEOUT' },
      { kind: 'record', id: 'b' },
    ])
  })

  test.runIf(run)('a late result of an old attempt carries its old token', async () => {
    const queue = await opened({ workers: 2 })
    await queue.submit(job('a', { act: 'wait', value: 600 }, 'old'))
    await queue.submit(job('a', { act: 'echo' }, 'new'))
    const results = await take(queue, 2)
    expect(results.map(({ token }) => token).sort()).toEqual(['new', 'old'])
    expect(results.map(({ id }) => id)).toEqual(['a', 'a'])
  })

  test.runIf(run)('a child is replaced after its number of jobs', async () => {
    const queue = await opened({ maxJobsPerChild: 2 })
    for (const id of ['a', 'b', 'c', 'd', 'e']) await queue.submit(job(id, { act: 'echo' }))
    const results = await take(queue, 5)
    const seen = results.map((result) => JSON.stringify(result).match(/"pid":(\d+)/)?.[1])
    expect(new Set(seen).size).toBe(3)
  })

  test.runIf(run)(
    'closing with jobs outstanding leaves no process and ends the results',
    async () => {
      const log = await scratch()
      const queue = await opened({ workers: 2 })
      await queue.submit(job('a', { act: 'hang', log }))
      await queue.submit(job('b', { act: 'spin', log }))
      for (let n = 0; n < 5; n += 1) await queue.submit(job(`waiting-${n}`, { act: 'hang', log }))
      await until(async () => (await pids(log)).length === 2)
      await queue.close()
      expect((await pids(log)).filter(alive)).toEqual([])
      const rest: Result[] = []
      for await (const result of queue.results()) rest.push(result)
      expect(rest).toEqual([])
    },
  )
})
