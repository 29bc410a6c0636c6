import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateFixtures } from '../fixtures/generate.ts'
import { hasRedis, startRedis } from '../queue/redis-server.ts'

const cli = fileURLToPath(new URL('./histocorpus.js', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'histocorpus-e2e-'))
const input = join(root, 'input')
const place = (name: string) => join(root, name)

const histocorpus = (args: string[], environment: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    encoding: 'utf8',
    maxBuffer: 1e8,
    env: { ...process.env, ...environment },
  })
  return { status, stdout, stderr }
}

interface Summary {
  counts: Record<'item' | 'in' | 'kept' | 'dropped' | 'flagged' | 'failed', never>[]
  stages: Record<string, { computed: number; remembered: number }>
  digest: string
}

const run = (out: string, ...more: string[]): Summary => {
  const { status, stdout, stderr } = histocorpus(['run', input, '--out', out, '--json', ...more])
  expect(status, stderr).toBe(3)
  return JSON.parse(stdout) as Summary
}

beforeAll(async () => {
  await generateFixtures(input)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

let first: Summary

test('the main job ends with an exact account, and verify agrees', () => {
  first = run(place('two'), '--workers', '2')
  for (const { item, ...count } of first.counts as unknown as Record<string, number>[])
    expect(count.in, String(item)).toBe(
      (count.kept ?? 0) + (count.dropped ?? 0) + (count.flagged ?? 0) + (count.failed ?? 0),
    )
  const verified = histocorpus(['verify', place('two')])
  expect(verified.stderr).toBe('')
  expect(JSON.parse(verified.stdout)).toMatchObject({ problems: 0, digest: first.digest })
  expect(existsSync(join(place('two'), 'report.html'))).toBe(true)
})

test('one worker makes the same corpus as two', () => {
  expect(run(place('one'), '--workers', '1').digest).toBe(first.digest)
})

test('a second run computes nothing', () => {
  const again = run(place('two'))
  expect(again.digest).toBe(first.digest)
  expect(Object.values(again.stages).map(({ computed }) => computed)).toEqual([])
})

test('a corpus of an older species filter runs that filter again and no detector', () => {
  const db = new Database(join(place('two'), 'corpus.sqlite'))
  db.exec("UPDATE jobs SET plan = 'older'")
  const { changes } = db
    .prepare("UPDATE outputs SET version = 'older' WHERE stage = ?")
    .run('species')
  db.close()
  const { stages, digest } = run(place('two'))
  expect(changes).toBeGreaterThan(0)
  expect(stages.species).toMatchObject({ computed: changes })
  expect(stages.detector).toMatchObject({ computed: 0 })
  expect(stages.splitter).toMatchObject({ computed: 0 })
  expect(digest).toBe(first.digest)
})

test('kill -9 of the whole process group costs nothing but time', async () => {
  const out = place('killed')
  let kills = 0
  for (const delay of [2500, 4000]) {
    const child: ChildProcess = spawn(
      process.execPath,
      [cli, 'run', input, '--out', out, '--json'],
      {
        detached: true,
        stdio: 'ignore',
      },
    )
    const exited = new Promise((resolve) => child.once('exit', resolve))
    await new Promise((resolve) => setTimeout(resolve, delay))
    if (child.exitCode === null && child.pid !== undefined) {
      process.kill(-child.pid, 'SIGKILL')
      kills += 1
    }
    await exited
  }
  expect(kills).toBeGreaterThan(0)
  expect(run(out).digest).toBe(first.digest)
  expect(histocorpus(['verify', out]).stderr).toBe('')
})

test.skipIf(!hasRedis)('workers on Redis make the same corpus (needs redis-server)', async () => {
  const redis = await startRedis()
  const out = place('redis')
  const environment = { ...process.env, REDIS_URL: redis.url }
  const worker = spawn(process.execPath, [cli, 'work', '--out', out, '--workers', '2'], {
    env: environment,
    stdio: 'ignore',
  })
  try {
    const { status, stdout, stderr } = histocorpus(
      ['run', input, '--out', out, '--queue', 'bullmq', '--json'],
      { REDIS_URL: redis.url },
    )
    expect(status, stderr).toBe(3)
    expect((JSON.parse(stdout) as Summary).digest).toBe(first.digest)
  } finally {
    worker.kill('SIGKILL')
    await redis.stop()
  }
})

test('nothing is written outside --out, whatever an archive names', () => {
  const folder = mkdtempSync(join(root, 'cwd-'))
  cpSync(input, join(folder, 'input'), { recursive: true })
  const before = readdirSync(folder, { recursive: true }).sort()
  spawnSync(process.execPath, [cli, 'run', 'input', '--out', 'out', '--json'], { cwd: folder })
  const after = readdirSync(folder, { recursive: true })
    .filter((name) => !String(name).startsWith('out'))
    .sort()
  expect(after).toEqual(before)
  const halves = readdirSync(join(folder, 'out'), { recursive: true })
  expect(halves.filter((name) => String(name).endsWith('.part'))).toEqual([])
})

test('wrong usage says what to do and exits with 2', () => {
  expect(histocorpus(['run', input]).status).toBe(2)
  expect(histocorpus(['fly']).status).toBe(2)
  const { status, stderr } = histocorpus(['run', input, '--out', place('x'), '--queue', 'bullmq'], {
    REDIS_URL: '',
  })
  expect(status).toBe(2)
  expect(stderr).toContain('REDIS_URL')
})

test('an empty folder and an unknown file are failed items, not crashes', () => {
  const folder = mkdtempSync(join(root, 'empty-'))
  const odd = join(root, 'odd.xyz')
  writeFileSync(odd, 'x')
  const { status, stdout } = histocorpus(['run', folder, odd, '--out', place('odd'), '--json'])
  expect(status).toBe(3)
  expect((JSON.parse(stdout) as Summary).counts[0]).toMatchObject({ in: 2, failed: 2 })
})
