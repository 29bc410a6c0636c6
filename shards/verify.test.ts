import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exportWebDataset, type Manifest, type Sample, verifyExport } from './index.ts'
import { sampleSamples, source } from './scenery.ts'
import { tarBlocks } from './shard.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'verify-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const out = () => join(root, 'out')

const write = async (samples: Sample[]): Promise<Manifest> => {
  const steps = exportWebDataset(source(samples), { out: out(), name: 'Test', corpus: 'c' })
  for (;;) {
    const step = await steps.next()
    if (step.done) return step.value
  }
}

const problems = async () => {
  const found: string[] = []
  for await (const problem of verifyExport(out())) found.push(problem)
  return found
}

const replaceIn = async (name: string, from: string, to: string) => {
  const text = await readFile(join(out(), name), 'utf8')
  expect(text).toContain(from)
  await writeFile(join(out(), name), text.replace(from, to))
}

test('a fresh export has no problem', async () => {
  await write(await sampleSamples(20))
  expect(await problems()).toEqual([])
})

test('changed bytes, missing and stray shards are named', async () => {
  const { shards } = await write(await sampleSamples(20))
  const [first, second] = shards.map(({ path }) => path)
  const bytes = await readFile(join(out(), first ?? ''))
  bytes[700] = (bytes[700] ?? 0) ^ 1
  await writeFile(join(out(), first ?? ''), bytes)
  await rm(join(out(), second ?? ''))
  await writeFile(join(out(), 'breast', 'train-00009.tar'), 'x')
  const found = (await problems()).join('\n')
  expect(found).toContain(`${first}: SHA-256 differs`)
  expect(found).toContain('picture is not the one')
  expect(found).toContain(`${second}: listed in manifest.json, but not there`)
  expect(found).toContain('breast/train-00009.tar: belongs to nothing')
})

test('a shard cut short and a sample without its caption are named', async () => {
  const { shards } = await write(await sampleSamples(4))
  const path = join(out(), shards[0]?.path ?? '')
  const whole = await readFile(path)
  await writeFile(path, whole.subarray(0, 2000))
  expect((await problems()).join('\n')).toMatch(/unreadable|has only/)
  await writeFile(path, whole.subarray(0, whole.length - 1024))
  await appendFile(path, await tarBlocks([{ name: 'lone.jpg', bytes: Buffer.from('x') }]))
  await appendFile(path, Buffer.alloc(1024))
  expect((await problems()).join('\n')).toContain('lone has only jpg')
})

test('sizes, counts and credits that disagree are named', async () => {
  await write(await sampleSamples(8))
  await replaceIn('sizes.json', '4', '5')
  await replaceIn('manifest.json', '"images": 8', '"images": 9')
  await replaceIn('credits.jsonl', 'PMC0.1', 'PMC9.1')
  const found = (await problems()).join('\n')
  expect(found).toContain('sizes.json: does not agree')
  expect(found).toContain('manifest.json counts images 9, the shards hold 8')
  expect(found).toContain('credits.jsonl: PMC0.1 is not credited')
})

test('an article in two splits is a leak', async () => {
  const samples = await sampleSamples(8)
  await write(samples.map((s, i): Sample => ({ ...s, split: i % 2 ? 'val' : 'train' })))
  expect((await problems()).filter((text) => text.includes('is in train too'))).toHaveLength(4)
})

test('a folder that is no export says so', async () => {
  await write(await sampleSamples(2))
  await writeFile(join(out(), 'manifest.json'), '{"format": 1')
  expect((await problems())[0]).toContain('not an export')
  await rm(join(out(), 'manifest.json'))
  expect((await problems())[0]).toContain('no manifest.json')
})
