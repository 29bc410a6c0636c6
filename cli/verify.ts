import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { openForReading } from '../db/open.ts'
import { corpusDigest } from '../db/pairs.ts'
import { verifyCorpus } from '../db/verify.ts'
import { verifyExport } from '../shards/index.ts'
import { folderStore } from '../store/folder.ts'
import { corpusPaths } from './corpus.ts'
import { exit } from './exit.ts'

export const verifyCommand = () =>
  new Command('verify')
    .description('Check a corpus or an export: ledger, checksums, orphans, counts.')
    .argument('<dir>', 'folder of a corpus or of an export')
    .addHelpText('after', '\nExample:\n  $ histocorpus verify corpus')
    .action(async (directory: string) => {
      const path = resolve(directory)
      const { database } = corpusPaths(path)
      const db = existsSync(database) ? openForReading(database) : null
      let problems = 0
      try {
        for await (const problem of db ? verifyCorpus(db, folderStore(path)) : verifyExport(path)) {
          problems += 1
          process.stderr.write(`${problem}\n`)
        }
        const digest = db ? corpusDigest(db) : null
        process.stdout.write(
          `${JSON.stringify({ verified: path, problems, ...(digest === null ? {} : { digest }) })}\n`,
        )
      } finally {
        db?.close()
      }
      if (problems > 0) process.exitCode = exit.failed
    })
