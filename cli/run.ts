import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { itemCounts, reasonCounts, violations } from '../db/invariant.ts'
import { createLedger } from '../db/ledger.ts'
import { openForWriting } from '../db/open.ts'
import { readManifest } from '../models/manifest.ts'
import { readConfig } from '../pipeline/config.ts'
import { coordinate } from '../pipeline/coordinator.ts'
import { FatalError } from '../pipeline/errors.ts'
import { finishCorpus } from '../pipeline/finish.ts'
import { planVersion } from '../pipeline/plan.ts'
import type { LicenceClass } from '../pipeline/types.ts'
import { planOf, type Setting } from '../pipeline/worker.ts'
import { listArticles } from '../sources/list.ts'
import { listPmc } from '../sources/pmc/index.ts'
import { folderStore } from '../store/folder.ts'
import { corpusPaths, lockCorpus, writeWhole } from './corpus.ts'
import { exit } from './exit.ts'
import { createProgress } from './progress.ts'
import { openQueue, type QueueKind } from './queue.ts'
import { summary } from './summary.ts'

const licenceNames = { by: 'commercial', 'by-sa': 'share_alike', 'by-nc': 'noncommercial' } as const

interface RunOptions {
  out: string
  workers?: string
  queue: QueueKind
  licence?: (keyof typeof licenceNames)[]
  given?: string
  models?: string
  json?: boolean
}

export const runCommand = () =>
  new Command('run')
    .description('Turn articles into a corpus; run it again to resume or to take upgrades in.')
    .argument('[input...]', 'folders, archives, .xml/.nxml, .html, .pdf, pmc:PMC123, pmc:@ids.txt')
    .requiredOption('--out <dir>', 'folder of the corpus')
    .option('--workers <n>', 'worker processes of the local queue')
    .addOption(
      new Option('--queue <kind>', 'transport').choices(['local', 'bullmq']).default('local'),
    )
    .addOption(
      new Option(
        '--licence <code...>',
        'licences taken beside CC0, public domain and CC BY',
      ).choices(Object.keys(licenceNames)),
    )
    .option('--given <spdx>', 'licence that you vouch for, for documents that state none')
    .option('--models <dir>', 'folder with a manifest.json of models')
    .option('--json', 'print the summary and the progress as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ histocorpus run articles/ dump.tar.gz --out corpus
  $ histocorpus run pmc:PMC7759461 pmc:@ids.txt --out corpus
  $ REDIS_URL=redis://127.0.0.1:6379 histocorpus run articles/ --out corpus --queue bullmq`,
    )
    .action(run)

const run = async (inputs: string[], options: RunOptions) => {
  const config = readConfig()
  const directory = resolve(options.out)
  const paths = corpusPaths(directory)
  const setting = settingOf(directory, paths.cache, options, config.models)
  const plan = planVersion(planOf(setting))
  const unlock = lockCorpus(directory)
  const stop = new AbortController()
  const interrupt = () => stop.abort()
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const db = openForWriting(paths.database)
  const progress = createProgress({ json: options.json === true })
  try {
    const queue = await openQueue(options.queue, {
      workers: options.workers === undefined ? config.workers : Number(options.workers),
      redisUrl: config.redisUrl,
      corpus: directory,
    })
    const { stages } = await coordinate({
      db,
      queue,
      plan,
      setting,
      attempts: config.attempts,
      signal: stop.signal,
      onProgress: progress.show,
      ...(inputs.length > 0
        ? {
            articles: listArticles(inputs, {
              stageDirectory: paths.cache,
              signal: stop.signal,
              listPmc: (query) => listPmc(query, { config, signal: stop.signal }),
            }),
          }
        : {}),
    })
    progress.done()
    if (stop.signal.aborted)
      throw new FatalError('E_STOPPED', 'stopped; run the same command again to go on')
    const models = readManifest(setting.models)
    const store = folderStore(directory)
    const { digest, report, run } = await finishCorpus({ db, store, stages, plan, inputs, models })
    writeWhole(paths.report, report)
    writeWhole(paths.run, `${JSON.stringify(run, null, 2)}\n`)
    const counts = itemCounts(db)
    if (options.json)
      process.stdout.write(
        `${JSON.stringify({ counts, reasons: reasonCounts(db), stages, digest })}\n`,
      )
    else
      process.stdout.write(
        `${summary(counts, reasonCounts(db), stages)}\n\ncorpus ${digest.slice(0, 16)}  ${paths.report}\n`,
      )
    const broken = violations(db)
    if (broken.length > 0)
      throw new FatalError('E_LEDGER', `the ledger does not balance:\n${broken.join('\n')}`)
    const jobs = createLedger(db).counts()
    if (counts.some(({ failed }) => failed > 0) || jobs.some(({ state }) => state === 'failed'))
      process.exitCode = exit.items
  } finally {
    progress.done()
    db.close()
    unlock()
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

const settingOf = (
  store: string,
  cache: string,
  options: RunOptions,
  configured: string | undefined,
): Setting => {
  const models = options.models ?? configured
  const extra: LicenceClass[] = (options.licence ?? []).map((name) => licenceNames[name])
  return {
    store,
    cache,
    licences: [...new Set<LicenceClass>(['commercial', ...extra])].sort(),
    ...(models === undefined ? {} : { models: resolve(models) }),
    ...(options.given === undefined ? {} : { licence: options.given }),
  }
}
