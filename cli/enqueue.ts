import { resolve } from 'node:path'
import { Command } from 'commander'
import { createLedger } from '../db/ledger.ts'
import { openForWriting } from '../db/open.ts'
import { readConfig } from '../pipeline/config.ts'
import { listArticles } from '../sources/list.ts'
import { listPmc } from '../sources/pmc/index.ts'
import { corpusPaths, lockCorpus } from './corpus.ts'
import { exit } from './exit.ts'

export const enqueueCommand = () =>
  new Command('enqueue')
    .description('Add articles to the ledger of a corpus without working on them.')
    .argument('<input...>', 'folders, archives, .xml/.nxml, .html, .pdf, pmc:PMC123, pmc:@ids.txt')
    .requiredOption('--out <dir>', 'folder of the corpus')
    .option('--dry-run', 'only count')
    .addHelpText(
      'after',
      `
Example:
  $ histocorpus enqueue dump/ --out corpus
  $ histocorpus run --out corpus`,
    )
    .action(async (inputs: string[], { out, dryRun }: { out: string; dryRun?: boolean }) => {
      const directory = resolve(out)
      const { cache, database } = corpusPaths(directory)
      const config = readConfig()
      const count = { articles: 0, new_or_changed: 0, problems: 0 }
      const unlock = dryRun ? () => undefined : lockCorpus(directory)
      const db = openForWriting(dryRun ? ':memory:' : database)
      try {
        const ledger = createLedger(db)
        const listed = listArticles(inputs, {
          stageDirectory: cache,
          listPmc: (query) => listPmc(query, { config }),
        })
        for await (const item of listed) {
          if (item.kind === 'article') {
            count.articles += 1
            count.new_or_changed += ledger.add(item)
          } else {
            count.problems += 1
            const { code, message } = item.error
            ledger.addProblem({ key: item.key, input: item.input, code, message })
            process.stderr.write(`${item.key}: ${code}: ${message}\n`)
          }
        }
        process.stdout.write(`${JSON.stringify(count)}\n`)
        if (count.problems > 0) process.exitCode = exit.items
      } finally {
        db.close()
        unlock()
      }
    })
