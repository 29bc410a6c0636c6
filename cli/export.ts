import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { openForReading } from '../db/open.ts'
import { corpusDigest, type PairRow, pairRows } from '../db/pairs.ts'
import { FatalError } from '../pipeline/errors.ts'
import { pairLine } from '../pipeline/provenance.ts'
import { stains, topics } from '../pipeline/types.ts'
import {
  type ExportableLicence,
  exportWebDataset,
  type Sample,
  type Selection,
  type Split,
  type State,
} from '../shards/index.ts'
import { folderStore } from '../store/folder.ts'
import type { Store } from '../store/store.ts'
import { corpusPaths } from './corpus.ts'

const licences = { by: 'commercial', 'by-sa': 'share_alike', 'by-nc': 'noncommercial' } as const

interface ExportFlags {
  out: string
  topic?: (typeof topics)[number][]
  stain?: (typeof stains)[number][]
  licence: (keyof typeof licences)[]
  split?: Split[]
  species: PairRow['species'][]
  state: State[]
  minShards?: string
  maxShardMb?: string
  format: string
}

const choices = (flags: string, help: string, values: readonly string[]) =>
  new Option(flags, help).choices([...values])

export const exportCommand = () =>
  new Command('export')
    .description('Write shards that trainers read, with manifest, card and credits.')
    .argument('<dir>', 'folder of a corpus')
    .requiredOption('--out <dir>', 'folder of the export')
    .addOption(choices('--topic <topic...>', 'only these topics', topics))
    .addOption(choices('--stain <stain...>', 'only these stains', stains))
    .addOption(
      choices('--licence <code...>', 'licences taken', Object.keys(licences)).default(['by']),
    )
    .addOption(choices('--split <split...>', 'only these splits', ['train', 'val', 'test']))
    .addOption(
      choices('--species <species...>', 'species taken', [
        'human',
        'nonhuman',
        'mixed',
        'unsure',
      ]).default(['human']),
    )
    .addOption(choices('--state <state...>', 'states taken', ['kept', 'flagged']).default(['kept']))
    .addOption(choices('--format <format>', 'file format', ['webdataset']).default('webdataset'))
    .option('--min-shards <n>', 'shards of each split of a topic, at least')
    .option('--max-shard-mb <n>', 'size at which a shard is closed')
    .addHelpText(
      'after',
      `
Examples:
  $ histocorpus export corpus --out shards
  $ histocorpus export corpus --topic breast gi --stain 'H&E' --licence by by-sa --out shards`,
    )
    .action(async (directory: string, flags: ExportFlags) => {
      const path = resolve(directory)
      const db = openForReading(corpusPaths(path).database)
      try {
        const progress = exportWebDataset(() => samples(pairRows(db), folderStore(path)), {
          out: resolve(flags.out),
          name: 'histocorpus',
          selection: selectionOf(flags),
          corpus: corpusDigest(db),
          ...(flags.minShards === undefined ? {} : { minShards: whole(flags.minShards) }),
          ...(flags.maxShardMb === undefined
            ? {}
            : { maxShardBytes: whole(flags.maxShardMb) * 2 ** 20 }),
        })
        let done = 0
        for await (const { done: count, total, shard } of progress) {
          done = count
          if (count % 1000 === 0) process.stderr.write(`${count}/${total} ${shard}\n`)
        }
        process.stdout.write(`${JSON.stringify({ exported: done, out: resolve(flags.out) })}\n`)
      } finally {
        db.close()
      }
    })

const whole = (text: string): number => {
  const value = Number(text)
  if (Number.isInteger(value) && value > 0) return value
  throw new FatalError('E_USAGE', `"${text}" is not a whole number from 1`)
}

const selectionOf = (flags: ExportFlags): Selection => ({
  ...(flags.topic ? { topics: flags.topic } : {}),
  ...(flags.stain ? { stains: flags.stain } : {}),
  ...(flags.split ? { splits: flags.split } : {}),
  licences: flags.licence.map((name): ExportableLicence => licences[name]),
  species: flags.species,
  states: flags.state,
})

async function* samples(rows: Iterable<PairRow>, store: Store): AsyncGenerator<Sample> {
  for (const row of rows) {
    if (row.state === 'failed' || row.split === null) continue
    yield {
      ...{ pair_id: row.id, article: row.article_id, topic: row.topic, stain: row.stain },
      ...{ species: row.species, split: row.split, state: row.state, reason: row.reason },
      licence: { spdx: row.licence, class: row.licence_class },
      attribution: row.attribution,
      caption: row.caption,
      provenance: pairLine(row),
      panel: {
        sha256: row.crop_sha256,
        width: row.width,
        height: row.height,
        read: () => store.get('panels', `${row.crop_sha256}.jpg`),
      },
    }
  }
}
