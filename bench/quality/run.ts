/**
 * One table of what the models are worth: every task and measure with its interval, split, sources,
 * baseline and goal. `npm run quality -- --help` says how.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { rememberingDetector } from './detect.ts'
import { picturesExist } from './gold/pictures.ts'
import { renderErrors } from './page/index.ts'
import { markdown, splitNotes } from './table.ts'
import type { Context, Part } from './task.ts'
import { tasks } from './tasks/index.ts'

const usage = `npm run quality -- [--part dev|frozen|all] [--task NAME…] [--limit N] [--models DIR] [--data DIR] [--json]

Measures the shipped models on real data and prints one table; progress goes to stderr.

  --part    dev (default), frozen (for a report only), or all
  --task    only this task; may be repeated: ${tasks.map(({ name }) => name).join(' ')}
  --limit   at most N figures, pictures or captions a task, drawn by their names
  --models  folder with a manifest.json that replaces the shipped models
  --data    folder of the real data (default ../shared/data beside the checkout)
  --json    one JSON line a row instead of a table

With --part dev, quality/report.html shows the worst errors of each task.
The pairs of the end-to-end task are left in quality/pairs.PART.jsonl, as gold-e2e/score.py reads them.

Example:
  $ npm run quality -- --task splitter --task species`

const stop = (message: string): never => {
  process.stderr.write(`${message}\n\n${usage}\n`)
  process.exit(2)
}

const options = {
  part: { type: 'string', default: 'dev' },
  task: { type: 'string', multiple: true, default: [] as string[] },
  limit: { type: 'string' },
  models: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const read = () => {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    // `--task a b` is meant as two tasks.
    return { ...values, task: [...values.task, ...positionals] }
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error))
  }
}

const asked = read()
if (asked.help) {
  process.stdout.write(`${usage}\n`)
  process.exit(0)
}
const parts: readonly Part[] = ['dev', 'frozen', 'all']
const part = parts.find((name) => name === asked.part) ?? stop(`no part "${asked.part}"`)
const unknown = asked.task.find((name) => !tasks.some((task) => task.name === name))
if (unknown !== undefined) stop(`no task "${unknown}"`)
const limit = asked.limit === undefined ? undefined : Number(asked.limit)
if (limit !== undefined && !(limit >= 1)) stop('--limit takes a number from 1')
const root = fileURLToPath(new URL('../..', import.meta.url))
const data = asked.data ?? join(root, '../shared/data')
if (!picturesExist(data) || !existsSync(join(data, 'captions')))
  stop(`no real data in ${data}: name its folder with --data`)

const out = join(root, 'quality')
const start = performance.now()
const context: Context = {
  ...{ data, part },
  ...(asked.models !== undefined && { models: asked.models }),
  ...(limit !== undefined && { limit }),
  progress: (line) => {
    const seconds = ((performance.now() - start) / 1000).toFixed(0)
    process.stderr.write(`${seconds.padStart(4)} s  ${line}\n`)
  },
  detect: rememberingDetector(data, asked.models),
  predictions: join(out, `pairs.${part}.jsonl`),
}

const chosen = tasks.filter(({ name }) => asked.task.length === 0 || asked.task.includes(name))
const measured = []
for (const task of chosen) {
  context.progress(task.name)
  measured.push({ task, result: await task.run(context) })
}
const rows = measured.flatMap(({ result }) => result.rows)
const notes = splitNotes(
  measured.map(({ task, result }) => ({ name: task.name, split: result.split })),
)
process.stdout.write(
  asked.json
    ? rows.map((row) => `${JSON.stringify({ part, ...row })}\n`).join('')
    : `${markdown(rows)}\n\n${notes}\n`,
)

// Nobody learns from the errors of a frozen part.
if (part === 'dev') {
  mkdirSync(out, { recursive: true })
  const command = [
    'npm run quality',
    ...(process.argv.length > 2 ? ['--'] : []),
    ...process.argv.slice(2),
  ]
  const page = await renderErrors(measured, command.join(' '))
  writeFileSync(join(out, 'report.html'), page)
  context.progress(`worst errors: ${join(out, 'report.html')}`)
}
