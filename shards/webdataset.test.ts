import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sha256 } from '../pipeline/ids.ts'
import { type ExportOptions, exportWebDataset, type Manifest, type Sample } from './index.ts'
import { readShard } from './read.ts'
import { sampleSamples, source } from './scenery.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'shards-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const run = async (samples: Sample[], options: Partial<ExportOptions> = {}): Promise<Manifest> => {
  const steps = exportWebDataset(source(samples), {
    ...{ out: join(root, 'out'), name: 'Test', corpus: 'c'.repeat(64) },
    ...options,
  })
  for (;;) {
    const step = await steps.next()
    if (step.done) return step.value
  }
}

const hashes = async (directory: string) => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name))
  return Promise.all(
    files.sort().map(async (f) => [f.slice(directory.length), sha256(await readFile(f))]),
  )
}

test('the same samples give the same bytes in every file', async () => {
  const samples = await sampleSamples(20)
  await run(samples, { out: join(root, 'a'), minShards: 2 })
  await run(samples, { out: join(root, 'b'), minShards: 2 })
  const first = await hashes(join(root, 'a'))
  expect(first.length).toBeGreaterThan(10)
  expect(await hashes(join(root, 'b'))).toEqual(first)
})

test('every sample comes out of the tars as it went in', async () => {
  const samples = await sampleSamples(12)
  const { shards, counts } = await run(samples)
  const seen = new Map<string, Buffer>()
  for (const { path } of shards)
    for await (const { name, bytes } of readShard(join(root, 'out', path)).files)
      seen.set(name, bytes)
  expect(seen.size).toBe(36)
  for (const sample of samples) {
    expect(seen.get(`${sample.pair_id}.jpg`)).toEqual(await sample.panel.read())
    expect(seen.get(`${sample.pair_id}.txt`)?.toString()).toBe(sample.caption)
    const facts = JSON.parse(seen.get(`${sample.pair_id}.json`)?.toString() ?? '')
    expect(facts).toMatchObject({
      ...{ article: sample.article, doi: expect.any(String), split: sample.split },
      ...{ licence: sample.licence, image_sha256: sample.panel.sha256 },
    })
  }
  expect(counts).toMatchObject({ pairs: 12, images: 12, captions: 12, articles: 6 })
})

test('minShards cuts small sets, maxShardBytes large ones', async () => {
  const samples = (await sampleSamples(40)).map((s) => ({ ...s, topic: 'lung' as const }))
  const train = samples.filter(({ split }) => split === 'train').length
  const cut = (await run(samples, { minShards: 7 })).shards.filter((s) => s.split === 'train')
  expect(cut).toHaveLength(7)
  expect(cut.reduce((sum, { rows }) => sum + rows, 0)).toBe(train)
  const many = await run(samples, { minShards: 1000 })
  expect(many.shards).toHaveLength(40)
  const small = await run(samples, { maxShardBytes: 12_000 })
  expect(small.shards.length).toBeGreaterThan(10)
  for (const { bytes } of small.shards) expect(bytes).toBeLessThanOrEqual(12_000)
})

test('share-alike and non-commercial pairs lie in shards of their own', async () => {
  const samples = (await sampleSamples(12)).map((sample, i): Sample => {
    const kinds = [
      { spdx: 'CC-BY-4.0', class: 'commercial' },
      { spdx: 'CC-BY-SA-4.0', class: 'share_alike' },
      { spdx: 'CC-BY-NC-4.0', class: 'noncommercial' },
    ] as const
    return { ...sample, article: `PMC${i}.1`, licence: kinds[i % 3] ?? kinds[0] }
  })
  expect((await run(samples)).counts.pairs).toBe(4)
  const licences = ['commercial', 'share_alike', 'noncommercial'] as const
  const all = await run(samples, { selection: { licences: [...licences] } })
  for (const shard of all.shards) expect(Object.keys(shard.licences)).toHaveLength(1)
  expect(all.shards.map(({ path }) => path)).toContain('breast/train-by-nc-00000.tar')
})

test('a forbidden licence, an empty selection and a foreign folder are refused', async () => {
  const samples = await sampleSamples(4)
  await expect(run(samples, { selection: { topics: ['eye'] } })).rejects.toMatchObject({
    code: 'E_EXPORT_EMPTY',
  })
  await writeFile(join(root, 'thesis.txt'), 'years of work')
  await expect(run(samples, { out: root })).rejects.toMatchObject({ code: 'E_EXPORT_EXISTS' })
  const [first] = samples
  if (!first) throw new Error('no sample')
  const spoiled = { ...first, panel: { ...first.panel, read: async () => Buffer.from('no') } }
  await expect(run([spoiled])).rejects.toMatchObject({ code: 'E_EXPORT_IMAGE' })
  expect(await readdir(root)).not.toContain('out')
})

test('an earlier export is replaced only when the new one is complete', async () => {
  const samples = await sampleSamples(8)
  await run(samples)
  const before = await hashes(join(root, 'out'))
  const failing = async function* () {
    yield* samples.slice(0, 4)
    throw new Error('power cut')
  }
  const steps = exportWebDataset(failing, { out: join(root, 'out'), name: 'x', corpus: 'x' })
  await expect(steps.next()).rejects.toThrow('power cut')
  expect(await hashes(join(root, 'out'))).toEqual(before)
  expect((await run(samples.slice(0, 4))).counts.pairs).toBe(4)
})

test('credits and card hold foreign text as text', async () => {
  await run(await sampleSamples(4), { name: 'A *bold* <i>name</i>' })
  const credits = await readFile(join(root, 'out', 'CREDITS.md'), 'utf8')
  expect(credits).toContain('Title \\<b\\>\\*of\\*\\</b\\> PMC0.1')
  const card = await readFile(join(root, 'out', 'README.md'), 'utf8')
  expect(card).toContain('# A \\*bold\\* \\<i\\>name\\</i\\>')
  expect(card).toContain('    path: "breast/train-[0-9]*.tar"')
})

const python = () => {
  try {
    return execFileSync('python3', ['--version']).toString()
  } catch {
    return ''
  }
}

test.skipIf(python() === '')('python reads the shards (skipped without python3)', async () => {
  const { shards } = await run(await sampleSamples(6))
  const script =
    'import sys,tarfile,json\nfor p in sys.argv[1:]:\n  t=tarfile.open(p)\n  for m in t.getmembers(): print(m.name, m.mtime, m.mode, m.uid, m.size)\n'
  const paths = shards.map(({ path }) => join(root, 'out', path))
  const lines = execFileSync('python3', ['-c', script, ...paths])
    .toString()
    .trim()
    .split('\n')
  expect(lines).toHaveLength(18)
  for (const line of lines) expect(line).toMatch(/^pair_\w+\.(jpg|json|txt) 0 420 0 \d+$/)
})
