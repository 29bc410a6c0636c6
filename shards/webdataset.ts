import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { FatalError } from '../pipeline/errors.ts'
import { canonicalJson, sha256 } from '../pipeline/ids.ts'
import { datasetCard } from './card.ts'
import { count, createCensus, licenceName, sorted } from './census.ts'
import { createCredits } from './credits.ts'
import { croissant } from './croissant.ts'
import { checkTarget, swapFolder, writeDurably } from './folder.ts'
import { format, Manifest, type ShardEntry } from './manifest.ts'
import type { Sample } from './sample.ts'
import { completeSelection, type Selection, selects } from './select.ts'
import { type Member, openShard, type ShardWriter, tarSize } from './shard.ts'

export interface ExportOptions {
  /** Folder of the export; an earlier export there is replaced when the new one is complete. */
  out: string
  /** Title of the dataset card. */
  name: string
  selection?: Selection
  /** Digest of the corpus. */
  corpus: string
  /** A shard is closed before it grows beyond this. Default 500 MB. */
  maxShardBytes?: number
  /** Each topic's split is cut into at least so many shards, if it has so many samples. */
  minShards?: number
}

export interface ExportProgress {
  done: number
  total: number
  /** Shard that the last sample went into. */
  shard: string
}

/** Folders and licences that may not be mixed in one shard. */
const suffix = { commercial: '', share_alike: '-by-sa', noncommercial: '-by-nc' } as const
type ShardClass = keyof typeof suffix
const isShardClass = (name: string): name is ShardClass => Object.hasOwn(suffix, name)

const groupOf = ({ topic, split, licence }: Sample): string => {
  if (!isShardClass(licence.class))
    throw new FatalError('E_EXPORT_LICENCE', `a pair of class ${licence.class} may not be exported`)
  return `${topic}/${split}${suffix[licence.class]}`
}

/** One sample as the three files that WebDataset readers expect. */
const membersOf = async (sample: Sample): Promise<Member[]> => {
  const { panel, provenance, caption, ...labels } = sample
  const image = await panel.read()
  if (sha256(image) !== panel.sha256)
    throw new FatalError(
      'E_EXPORT_IMAGE',
      `the picture of ${sample.pair_id} is not what the corpus recorded: run histocorpus verify`,
    )
  const facts = {
    ...{ ...provenance, ...labels, caption },
    ...{ image_sha256: panel.sha256, image_width: panel.width, image_height: panel.height },
  }
  return [
    { name: `${sample.pair_id}.jpg`, bytes: image },
    { name: `${sample.pair_id}.json`, bytes: Buffer.from(canonicalJson(facts)) },
    { name: `${sample.pair_id}.txt`, bytes: Buffer.from(caption) },
  ]
}

interface Group {
  rows: number
  seen: number
  shards: number
  writer: ShardWriter | null
  path: string
  licences: Map<string, number>
  entry: Pick<ShardEntry, 'topic' | 'split'> & { licence_class: ShardClass }
}

/**
 * Writes the selected samples as WebDataset shards by topic and split, with manifest, sizes, card,
 * Croissant description and credits. Samples come in canonical order and are asked for twice: once
 * to count, once to write; memory stays small and the same corpus gives the same bytes.
 *
 * @throws FatalError `E_EXPORT_EXISTS`, `E_EXPORT_IMAGE`, `E_EXPORT_EMPTY`
 */
export async function* exportWebDataset(
  samples: () => AsyncIterable<Sample>,
  options: ExportOptions,
): AsyncGenerator<ExportProgress, Manifest> {
  const { maxShardBytes = 500e6, minShards = 1, selection = {} } = options
  const out = resolve(options.out)
  const part = `${out}.part`
  await checkTarget(out)
  const wanted = selects(selection)
  const groups = new Map<string, Group>()
  let total = 0
  for await (const sample of samples()) {
    if (!wanted(sample)) continue
    total += 1
    const name = groupOf(sample)
    const group = groups.get(name) ?? openGroup(sample)
    group.rows += 1
    groups.set(name, group)
  }
  if (total === 0)
    throw new FatalError('E_EXPORT_EMPTY', 'no pair matches: widen --topic, --stain, --licence')

  await rm(part, { recursive: true, force: true })
  await mkdir(part, { recursive: true })
  const census = createCensus()
  const credits = createCredits()
  const shards: ShardEntry[] = []
  const close = async (group: Group) => {
    if (!group.writer) return
    const { rows } = group.writer
    const digest = await group.writer.close()
    const { bytes } = group.writer
    group.writer = null
    shards.push({
      ...{ path: group.path, ...group.entry, rows, bytes, sha256: digest },
      licences: sorted(group.licences),
    })
  }
  let done = 0
  try {
    for await (const sample of samples()) {
      if (!wanted(sample)) continue
      const name = groupOf(sample)
      const group = groups.get(name)
      if (!group) continue
      const members = await membersOf(sample)
      if (startsShard(group, minShards, tarSize(members), maxShardBytes)) {
        await close(group)
        group.path = `${name}-${String(group.shards).padStart(5, '0')}.tar`
        group.writer = await openShard(join(part, group.path))
        group.licences = new Map()
        group.shards += 1
      }
      await group.writer?.add(members)
      group.seen += 1
      count(group.licences, licenceName(sample.licence.spdx))
      census.add({ ...sample, image: sample.panel.sha256 })
      credits.add(sample)
      done += 1
      yield { done, total, shard: group.path }
    }
    for (const group of groups.values()) await close(group)
  } finally {
    for (const group of groups.values()) await group.writer?.abandon()
  }
  const manifest = Manifest.parse({
    ...{ format, name: options.name, corpus: options.corpus },
    selection: completeSelection(selection),
    counts: census.result(),
    shards: shards.sort((a, b) => (a.path < b.path ? -1 : 1)),
  })
  await writeBeside(part, manifest, credits)
  await swapFolder(part, out)
  return manifest
}

const openGroup = ({ topic, split, licence }: Sample): Group => ({
  ...{ rows: 0, seen: 0, shards: 0, writer: null, path: '', licences: new Map() },
  entry: {
    topic,
    split,
    licence_class: isShardClass(licence.class) ? licence.class : 'commercial',
  },
})

/** A new shard begins at each of `minShards` equal parts, and whenever the old one would overflow. */
const startsShard = (group: Group, minShards: number, next: number, limit: number): boolean => {
  if (!group.writer) return true
  const share = Math.min(minShards, group.rows) / group.rows
  const before = Math.floor((group.seen - 1) * share + 1e-9)
  return (
    before !== Math.floor(group.seen * share + 1e-9) || group.writer.bytes + next + 1024 > limit
  )
}

/** The files beside the shards; the manifest comes last. */
const writeBeside = async (
  part: string,
  manifest: Manifest,
  credits: ReturnType<typeof createCredits>,
) => {
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
  const sizes = manifest.shards.map(({ path, rows }): [string, number] => [path, rows])
  await writeDurably(join(part, 'sizes.json'), json(Object.fromEntries(sizes)))
  for (const topic of new Set(manifest.shards.map((shard) => shard.topic))) {
    const inside = sizes.filter(([path]) => path.startsWith(`${topic}/`))
    const names = inside.map(([path, rows]) => [path.slice(topic.length + 1), rows])
    await writeDurably(join(part, topic, 'sizes.json'), json(Object.fromEntries(names)))
  }
  await writeDurably(join(part, 'credits.jsonl'), credits.lines())
  await writeDurably(join(part, 'CREDITS.md'), credits.page(manifest.name))
  await writeDurably(join(part, 'README.md'), datasetCard(manifest))
  await writeDurably(join(part, 'croissant.json'), json(croissant(manifest)))
  await writeDurably(join(part, 'manifest.json'), json(manifest))
}
