import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { z } from 'zod'
import { canonicalJson, sha256 } from '../pipeline/ids.ts'
import { stains, topics } from '../pipeline/types.ts'
import { createCensus, licenceName } from './census.ts'
import { Manifest, type ShardEntry } from './manifest.ts'
import { readShard } from './read.ts'
import { splits } from './sample.ts'

/** The members of a sample's `.json` that must agree with the shard it lies in. */
const Facts = z.object({
  pair_id: z.string(),
  article: z.string(),
  topic: z.enum(topics),
  stain: z.enum(stains),
  species: z.enum(['human', 'nonhuman', 'mixed', 'unsure']),
  split: z.enum(splits),
  licence: z.object({ spdx: z.string().nullable(), class: z.string() }),
  caption: z.string(),
  image_sha256: z.string(),
})
type Facts = z.infer<typeof Facts>

const endings = ['jpg', 'json', 'txt']
const beside = ['README.md', 'CREDITS.md', 'credits.jsonl', 'croissant.json', 'sizes.json']

/** What the shards hold, gathered while they are read. */
interface Tally {
  census: ReturnType<typeof createCensus>
  pairs: Set<string>
  splitOf: Map<string, string>
  credits: Map<string, number>
}

/**
 * Reads a whole export again and names everything that does not agree: checksums, rows, sizes,
 * files without partners, shards that the manifest lacks, counts, credits, articles in two splits.
 */
export async function* verifyExport(directory: string): AsyncGenerator<string> {
  const text = await readFile(join(directory, 'manifest.json'), 'utf8').catch(() => null)
  if (text === null) {
    yield `${directory} holds no manifest.json: it is neither a corpus nor a finished export`
    return
  }
  const parsed = parseManifest(text)
  if (!parsed.success) {
    yield `manifest.json is not an export's manifest: ${z.prettifyError(parsed.error)}`
    return
  }
  const manifest = parsed.data
  const tally: Tally = {
    ...{ census: createCensus(), pairs: new Set(), splitOf: new Map(), credits: new Map() },
  }
  for (const entry of manifest.shards) yield* verifyShard(directory, entry, tally)
  yield* strayFiles(directory, manifest)
  const counts = tally.census.result()
  for (const name of Object.keys(counts) as (keyof typeof counts)[])
    if (canonicalJson(counts[name]) !== canonicalJson(manifest.counts[name]))
      yield `manifest.json counts ${name} ${canonicalJson(manifest.counts[name])}, the shards hold ${canonicalJson(counts[name])}`
  yield* verifySizes(directory, manifest)
  yield* verifyCredits(directory, tally)
}

const parseManifest = (text: string) => {
  try {
    return Manifest.safeParse(JSON.parse(text))
  } catch {
    return Manifest.safeParse(null)
  }
}

async function* verifyShard(
  directory: string,
  entry: ShardEntry,
  tally: Tally,
): AsyncGenerator<string> {
  const path = join(directory, ...entry.path.split('/'))
  const size = await stat(path).then(
    (file) => file.size,
    () => null,
  )
  if (size === null) {
    yield `${entry.path}: listed in manifest.json, but not there`
    return
  }
  if (size !== entry.bytes) yield `${entry.path}: ${size} bytes, manifest.json says ${entry.bytes}`
  const { files, digest } = readShard(path)
  const samples = new Map<string, Map<string, Buffer>>()
  const licences: Record<string, number> = {}
  let rows = 0
  try {
    for await (const { name, bytes } of files) {
      const [key = '', ending = ''] = splitName(name)
      const parts = samples.get(key) ?? new Map<string, Buffer>()
      samples.set(key, parts.set(ending, bytes))
      if (!endings.every((known) => parts.has(known))) continue
      samples.delete(key)
      rows += 1
      yield* verifySample(entry, key, parts, tally, licences)
    }
    if ((await digest) !== entry.sha256) yield `${entry.path}: SHA-256 differs from manifest.json`
  } catch (error) {
    yield `${entry.path}: unreadable (${error instanceof Error ? error.message : String(error)})`
  }
  for (const [key, parts] of samples)
    yield `${entry.path}: ${key} has only ${[...parts.keys()].sort().join(' and ')}`
  if (rows !== entry.rows) yield `${entry.path}: ${rows} samples, manifest.json says ${entry.rows}`
  if (canonicalJson(licences) !== canonicalJson(entry.licences))
    yield `${entry.path}: licences ${canonicalJson(licences)}, manifest.json says ${canonicalJson(entry.licences)}`
}

const splitName = (name: string) => {
  const dot = name.indexOf('.')
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)]
}

function* verifySample(
  entry: ShardEntry,
  key: string,
  parts: Map<string, Buffer>,
  tally: Tally,
  licences: Record<string, number>,
): Generator<string> {
  const facts = parseFacts(parts.get('json'))
  if (!facts) {
    yield `${entry.path}: ${key}.json lacks what a sample must say`
    return
  }
  const where = `${entry.path}: ${key}`
  if (facts.pair_id !== key) yield `${where}: its .json is about ${facts.pair_id}`
  if (tally.pairs.has(key)) yield `${where}: the pair occurs twice`
  tally.pairs.add(key)
  if (sha256(parts.get('jpg') ?? '') !== facts.image_sha256)
    yield `${where}: picture is not the one that its .json names`
  if (parts.get('txt')?.toString('utf8') !== facts.caption)
    yield `${where}: .txt and .json state different captions`
  for (const name of ['topic', 'split'] as const)
    if (facts[name] !== entry[name]) yield `${where}: ${name} ${facts[name]} in the wrong shard`
  if (facts.licence.class !== entry.licence_class)
    yield `${where}: licence class ${facts.licence.class} in a shard of ${entry.licence_class}`
  const split = tally.splitOf.get(facts.article)
  if (split !== undefined && split !== facts.split)
    yield `${where}: article ${facts.article} is in ${split} too`
  tally.splitOf.set(facts.article, facts.split)
  tally.credits.set(facts.article, (tally.credits.get(facts.article) ?? 0) + 1)
  const licence = licenceName(facts.licence.spdx)
  licences[licence] = (licences[licence] ?? 0) + 1
  tally.census.add({ ...facts, image: facts.image_sha256 })
}

const parseFacts = (bytes: Buffer | undefined): Facts | null => {
  try {
    return Facts.parse(JSON.parse(bytes?.toString('utf8') ?? ''))
  } catch {
    return null
  }
}

async function* strayFiles(directory: string, manifest: Manifest): AsyncGenerator<string> {
  const known = new Set([
    ...manifest.shards.map(({ path }) => path),
    ...manifest.shards.map(({ topic }) => `${topic}/sizes.json`),
    ...[...beside, 'manifest.json'],
  ])
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const found = new Set(
    entries
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => relative(directory, join(parentPath, name)))
      .map((path) => path.split(sep).join('/')),
  )
  for (const path of [...found].sort()) if (!known.has(path)) yield `${path}: belongs to nothing`
  for (const path of beside) if (!found.has(path)) yield `${path}: missing`
}

const Sizes = z.record(z.string(), z.number())
const readJson = async (path: string): Promise<unknown> =>
  readFile(path, 'utf8').then(JSON.parse, () => null)

async function* verifySizes(directory: string, manifest: Manifest): AsyncGenerator<string> {
  const whole = Object.fromEntries(manifest.shards.map(({ path, rows }) => [path, rows]))
  const expected: [string, Record<string, number>][] = [['sizes.json', whole]]
  for (const topic of new Set(manifest.shards.map((shard) => shard.topic))) {
    const inside = manifest.shards.filter((shard) => shard.topic === topic)
    const rows = inside.map(({ path, rows }) => [path.slice(topic.length + 1), rows])
    expected.push([`${topic}/sizes.json`, Object.fromEntries(rows)])
  }
  for (const [name, sizes] of expected) {
    const written = Sizes.safeParse(await readJson(join(directory, name)).catch(() => null))
    if (!written.success || canonicalJson(written.data) !== canonicalJson(sizes))
      yield `${name}: does not agree with manifest.json`
  }
}

const CreditLine = z.object({ article: z.string(), pairs: z.number(), attribution: z.string() })

async function* verifyCredits(directory: string, tally: Tally): AsyncGenerator<string> {
  const text = await readFile(join(directory, 'credits.jsonl'), 'utf8').catch(() => '')
  const open = new Map(tally.credits)
  for (const line of text.split('\n').filter(Boolean)) {
    const credit = parseCredit(line)
    if (!credit) yield 'credits.jsonl: a line is not a credit'
    else if (open.get(credit.article) !== credit.pairs)
      yield `credits.jsonl: ${credit.article} credits ${credit.pairs} pairs, the shards hold ${open.get(credit.article) ?? 0}`
    if (credit) open.delete(credit.article)
  }
  for (const article of open.keys()) yield `credits.jsonl: ${article} is not credited`
}

const parseCredit = (line: string) => {
  try {
    return CreditLine.parse(JSON.parse(line))
  } catch {
    return null
  }
}
