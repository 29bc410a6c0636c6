import { resolve } from 'node:path'
import { Command } from 'commander'
import { itemCounts, reasonCounts } from '../db/invariant.ts'
import { createLedger } from '../db/ledger.ts'
import { openForReading } from '../db/open.ts'
import { corpusPaths } from './corpus.ts'
import { summary, table } from './summary.ts'

export const statusCommand = () =>
  new Command('status')
    .description('What waits, what is done, and how it ended.')
    .argument('<dir>', 'folder of a corpus')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ histocorpus status corpus')
    .action((directory: string, { json }: { json?: boolean }) => {
      const db = openForReading(corpusPaths(resolve(directory)).database)
      try {
        const jobs = createLedger(db).counts()
        const counts = itemCounts(db)
        const reasons = reasonCounts(db)
        if (json) {
          process.stdout.write(`${JSON.stringify({ jobs, counts, reasons })}\n`)
          return
        }
        const rows = jobs.map(({ status, state, count }) => [
          state === null ? status : `${status}, ${state}`,
          count,
        ])
        process.stdout.write(
          `${table(['jobs', 'articles'], rows)}\n\n${summary(counts, reasons, {})}\n`,
        )
      } finally {
        db.close()
      }
    })
