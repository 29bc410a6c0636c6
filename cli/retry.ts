import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { failedJobs, retryJobs } from '../db/ledger.ts'
import { openForWriting } from '../db/open.ts'
import { corpusPaths, lockCorpus } from './corpus.ts'

const whole = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1')
  return value
}

export const retryCommand = () =>
  new Command('retry')
    .description('Let failed articles wait again; the next `run` takes them up.')
    .argument('<dir>', 'folder of a corpus')
    .option('--error-code <code>', 'only those that failed with this code')
    .option('--limit <n>', 'at most so many', whole)
    .option('--dry-run', 'only list them')
    .addHelpText(
      'after',
      `
Example:
  $ histocorpus retry corpus --error-code E_WORKER_TIMEOUT --dry-run
  $ histocorpus retry corpus && histocorpus run --out corpus`,
    )
    .action(
      (
        directory: string,
        { errorCode, limit, dryRun }: { errorCode?: string; limit?: number; dryRun?: boolean },
      ) => {
        const path = resolve(directory)
        const unlock = lockCorpus(path)
        const db = openForWriting(corpusPaths(path).database)
        try {
          const jobs = failedJobs(db, { code: errorCode ?? null, limit: limit ?? -1 })
          for (const { key, code, message } of jobs)
            process.stdout.write(`${JSON.stringify({ article: key, code, message })}\n`)
          if (!dryRun)
            retryJobs(
              db,
              jobs.map(({ job_id }) => job_id),
            )
          process.stderr.write(
            `${jobs.length} failed articles ${dryRun ? 'would wait' : 'wait'} again\n`,
          )
        } finally {
          db.close()
          unlock()
        }
      },
    )
