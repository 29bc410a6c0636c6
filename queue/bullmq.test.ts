import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { bullmqQueue } from './bullmq.ts'
import { bullmqWorker } from './bullmq-worker.ts'
import type { Queue, Result } from './port.ts'
import { hasRedis, startRedis } from './redis-server.ts'

const module = new URL('./mischief.ts', import.meta.url)
const here = fileURLToPath(new URL('.', import.meta.url))
const title = hasRedis ? 'bullmq' : 'bullmq (skipped: apt-get install redis-server)'

const first = async (queue: Queue): Promise<Result | undefined> => {
  for await (const result of queue.results()) return result
  return undefined
}

describe.runIf(hasRedis)(title, { timeout: 60_000 }, () => {
  let url = ''
  let stop = async () => {}
  beforeAll(async () => ({ url, stop } = await startRedis()))
  afterAll(() => stop())

  const fresh = async (name = `test-${randomUUID()}`, owner = 'corpus') => {
    const queue = await bullmqQueue({ redisUrl: url, name, owner, checkSeconds: 0.2 })
    onTestFinished(() => queue.close())
    return { name, queue }
  }

  test('a server that evicts keys is refused, with the remedy', async () => {
    const evicting = await startRedis({ policy: 'allkeys-lru' })
    onTestFinished(() => evicting.stop())
    const refusal = {
      consequence: 'fatal',
      code: 'E_REDIS_EVICTION',
      message: expect.stringContaining('redis-cli config set maxmemory-policy noeviction'),
    }
    await expect(bullmqQueue({ redisUrl: evicting.url, owner: 'o' })).rejects.toMatchObject(refusal)
    await expect(
      bullmqWorker({ redisUrl: evicting.url, module, jobTimeoutSeconds: 9 }),
    ).rejects.toMatchObject(refusal)
  })

  test('a server that does not answer is named without its password', async () => {
    const opening = bullmqQueue({ redisUrl: 'redis://:secret@127.0.0.1:1', owner: 'o' })
    await expect(opening).rejects.toMatchObject({
      code: 'E_REDIS_UNREACHABLE',
      message: expect.not.stringContaining('secret'),
    })
  })

  /** A worker process of its own, with short locks. */
  const spawnWorker = (name: string) => {
    const code = `
      import { bullmqWorker } from ${JSON.stringify(`${here}bullmq-worker.ts`)}
      const module = new URL(${JSON.stringify(module.href)})
      await bullmqWorker({ redisUrl: ${JSON.stringify(url)}, name: ${JSON.stringify(name)},
        module, jobTimeoutSeconds: 99, lockSeconds: 1, stalledSeconds: 0.5 })`
    const worker = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', code],
      { cwd: here, stdio: 'inherit' },
    )
    onTestFinished(() => void worker.kill('SIGKILL'))
    return worker
  }
  const successor = async (name: string) => {
    const times = { jobTimeoutSeconds: 99, lockSeconds: 1, stalledSeconds: 0.5 }
    const worker = await bullmqWorker({ redisUrl: url, name, module, ...times })
    onTestFinished(() => worker.close({ now: true }))
  }
  const untilActive = async (name: string) => {
    const redis = new Redis(url)
    while ((await redis.llen(`bull:${name}:active`)) === 0) await setTimeout(50)
    redis.disconnect()
    await setTimeout(500)
  }
  const crashed = { kind: 'failure', id: 'a', token: 't', code: 'E_WORKER_CRASHED' }

  test('a worker killed whole is reported by the next one, which does not repeat the job', async () => {
    const { name, queue } = await fresh()
    const doomed = spawnWorker(name)
    await queue.submit({ id: 'a', token: 't', payload: { act: 'hang' } })
    await untilActive(name)
    doomed.kill('SIGKILL')
    await successor(name)
    expect(await first(queue)).toMatchObject({ ...crashed, consequence: 'retry' })
  })

  test('a worker that was only frozen sends its record late, under its old token', async () => {
    const { name, queue } = await fresh()
    const frozen = spawnWorker(name)
    await queue.submit({ id: 'a', token: 't', payload: { act: 'wait', value: 1500 } })
    await untilActive(name)
    frozen.kill('SIGSTOP')
    await successor(name)
    expect(await first(queue)).toMatchObject(crashed)
    frozen.kill('SIGCONT')
    expect(await first(queue)).toMatchObject({ kind: 'record', id: 'a', token: 't' })
  })

  test('a server that comes back empty is served again, and its jobs are reported', async () => {
    const before = await startRedis()
    const at = { redisUrl: before.url, name: 'restart' }
    const queue = await bullmqQueue({ ...at, owner: 'corpus', checkSeconds: 0.5 })
    onTestFinished(() => queue.close())
    await queue.submit({ id: 'a', token: 't', payload: { act: 'echo' } })
    await before.stop()
    const after = await startRedis({ port: before.port })
    onTestFinished(() => after.stop())
    expect(await first(queue)).toMatchObject({ id: 'a', code: 'E_JOB_LOST' })
    const worker = await bullmqWorker({ ...at, module, jobTimeoutSeconds: 9 })
    onTestFinished(() => worker.close({ now: true }))
    await queue.submit({ id: 'a', token: 'again', payload: { act: 'echo' } })
    expect(await first(queue)).toMatchObject({ kind: 'record', token: 'again' })
  })

  test('an idle worker survives a restart of the server', async () => {
    const before = await startRedis()
    const at = { redisUrl: before.url, name: 'restart' }
    const worker = await bullmqWorker({ ...at, module, jobTimeoutSeconds: 9 })
    onTestFinished(() => worker.close({ now: true }))
    await setTimeout(500)
    await before.stop()
    const after = await startRedis({ port: before.port })
    onTestFinished(() => after.stop())
    const queue = await bullmqQueue({ ...at, owner: 'corpus' })
    onTestFinished(() => queue.close())
    await queue.submit({ id: 'a', token: 't', payload: { act: 'echo' } })
    expect(await first(queue)).toMatchObject({ kind: 'record' })
  })

  test('jobs that Redis has lost come back without costing an attempt', async () => {
    const { queue } = await fresh()
    await queue.submit({ id: 'a', token: 't', payload: { act: 'echo' } })
    const redis = new Redis(url)
    onTestFinished(() => redis.disconnect())
    await redis.flushall()
    expect(await first(queue)).toMatchObject({
      id: 'a',
      token: 't',
      consequence: 'throttled',
      code: 'E_JOB_LOST',
    })
  })

  test('a coordinator that comes back takes back what it left waiting, and only that', async () => {
    const { name, queue } = await fresh()
    const other = await fresh(name, 'another corpus')
    await queue.submit({ id: 'a', token: 'old', payload: { act: 'echo' } })
    await other.queue.submit({ id: 'b', token: 'old', payload: { act: 'echo' } })
    const again = await fresh(name)
    await again.queue.submit({ id: 'a', token: 'new', payload: { act: 'echo' } })
    const worker = await bullmqWorker({ redisUrl: url, name, module, jobTimeoutSeconds: 9 })
    onTestFinished(() => worker.close({ now: true }))
    expect(await first(other.queue)).toMatchObject({ id: 'b', kind: 'record' })
    await setTimeout(300)
    const redis = new Redis(url)
    onTestFinished(() => redis.disconnect())
    expect(await redis.llen(`bull:${name}:wait`)).toBe(0)
  })

  test('a worker told to stop at once gives its job back without costing an attempt', async () => {
    const { name, queue } = await fresh()
    const worker = await bullmqWorker({ redisUrl: url, name, module, jobTimeoutSeconds: 9 })
    await queue.submit({ id: 'a', token: 't', payload: { act: 'hang' } })
    await setTimeout(1500)
    await worker.close({ now: true })
    await worker.done
    expect(await first(queue)).toMatchObject({ consequence: 'throttled', code: 'E_WORKER_STOPPED' })
  })

  test('a worker that cannot load its models says so and lets another do the job', async () => {
    const { name, queue } = await fresh()
    const at = { redisUrl: url, name, module, jobTimeoutSeconds: 9 }
    const worker = await bullmqWorker({ ...at, options: { broken: true } })
    onTestFinished(() => worker.close({ now: true }))
    const broken = expect(worker.done).rejects.toMatchObject({ code: 'E_MODEL_HASH' })
    await queue.submit({ id: 'a', token: 't', payload: { act: 'echo' } })
    expect(await first(queue)).toMatchObject({ consequence: 'throttled', code: 'E_MODEL_HASH' })
    await broken
  })
})
