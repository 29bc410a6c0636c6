import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { openForReading } from '../db/open.ts'
import { pairRows } from '../db/pairs.ts'
import { pairLine } from '../pipeline/provenance.ts'
import { corpusPaths } from './corpus.ts'
import { writeLine } from './jsonl.ts'

export const pairsCommand = () =>
  new Command('pairs')
    .description(
      'Every pair of a corpus with its provenance, in canonical order, one JSON line each.',
    )
    .argument('<dir>', 'folder of a corpus')
    .addOption(
      new Option('--state <state>', 'only pairs in this state').choices([
        'kept',
        'flagged',
        'dropped',
      ]),
    )
    .addHelpText('after', '\nExample:\n  $ histocorpus pairs corpus --state kept | head -1')
    .action(async (directory: string, { state }: { state?: string }) => {
      const db = openForReading(corpusPaths(resolve(directory)).database)
      try {
        for (const row of pairRows(db))
          if (state === undefined || row.state === state) await writeLine(pairLine(row))
      } finally {
        db.close()
      }
    })
