/**
 * Reads every real article of `../shared/data/jats` and prints what is in them, then times the
 * parser against `pubmed_parser` on the same files, round by round, each first in turn.
 *
 *   npx tsx bench/jats.ts [FOLDER] [--rounds 7]
 *
 * `pubmed_parser` gets a virtual environment of its own under `.training/`; without it only the
 * table is printed. Both sides do their own reading of files; ours in this process, theirs in one
 * Python process that stays up, so that neither pays for starting.
 */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parseJats } from '../sources/jats/index.ts'
import { median } from './median.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '7' } },
  allowPositionals: true,
})
const folder = positionals[0] ?? join(root, '../shared/data/jats')
if (!existsSync(folder)) {
  console.log(`skipped: there are no articles in ${folder}; give another folder`)
  process.exit(0)
}
const files = readdirSync(folder)
  .filter((name) => /\.n?xml$/.test(name))
  .map((name) => join(folder, name))

const count = (): void => {
  const sum = { articles: 0, failed: 0, figures: 0, captions: 0, mentions: 0, conflicts: 0 }
  const evidence: Record<string, number> = {}
  const warnings: Record<string, number> = {}
  for (const file of files) {
    try {
      const { figures, licence, warnings: found } = parseJats(readFileSync(file))
      sum.articles += 1
      sum.figures += figures.length
      sum.captions += figures.filter(({ caption }) => caption !== '').length
      sum.mentions += figures.reduce((total, { mentions }) => total + mentions.length, 0)
      sum.conflicts += licence.conflict ? 1 : 0
      const source = licence.evidence.find(({ spdx }) => spdx !== null)?.source ?? 'none'
      const line = `${source} -> ${licence.class}`
      evidence[line] = (evidence[line] ?? 0) + 1
      for (const code of found) warnings[code] = (warnings[code] ?? 0) + 1
    } catch (error) {
      sum.failed += 1
      console.log(`${file}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  console.log('what the articles hold')
  for (const [name, value] of Object.entries({ ...sum, ...warnings }))
    console.log(`  ${name.padEnd(28)} ${value}`)
  console.log('licence decisions by the evidence that decided')
  for (const [name, value] of Object.entries(evidence).sort((a, b) => b[1] - a[1]))
    console.log(`  ${name.padEnd(28)} ${value}`)
}

/** The nearest that pubmed_parser offers: metadata, figures with captions, paragraphs with references. */
const theirs = `
import sys, time
import pubmed_parser as pp
files = sys.stdin.readline().rstrip('\\n').split('\\0')
for line in sys.stdin:
    parses = (pp.parse_pubmed_xml, pp.parse_pubmed_caption, lambda f: pp.parse_pubmed_paragraph(f, all_paragraph=True))
    seconds = [0, 0, 0]; failed = 0
    for f in files:
        for at, parse in enumerate(parses):
            start = time.perf_counter()
            try: parse(f)
            except Exception: failed += 1
            seconds[at] += time.perf_counter() - start
    print('seconds', sum(seconds), seconds[0] + seconds[1], failed, flush=True)
`

const startTheirs = (): ChildProcessWithoutNullStreams | null => {
  const venv = join(root, '.training/bench-venv')
  const python = join(venv, 'bin/python')
  const run = (command: string, args: string[]) =>
    spawnSync(command, args, { stdio: 'ignore' }).status === 0
  if (!run(python, ['-c', 'import pubmed_parser'])) {
    const made =
      run('python3', ['-m', 'venv', venv]) &&
      run(python, ['-m', 'pip', 'install', '-q', 'pubmed-parser'])
    if (!made || !run(python, ['-c', 'import pubmed_parser'])) return null
  }
  const child = spawn(python, ['-c', theirs])
  child.stdin.write(`${files.join('\0')}\n`)
  return child
}

const ours = (): number => {
  const start = performance.now()
  for (const file of files) {
    try {
      parseJats(readFileSync(file))
    } catch {
      // Counted above.
    }
  }
  return (performance.now() - start) / 1000
}

count()
const child = startTheirs()
if (!child)
  console.log('skipped: pubmed_parser cannot be installed here (pip install pubmed-parser)')
else {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  /** Seconds of all three calls, of metadata and captions alone, and how many calls failed. */
  const round = async (): Promise<[number, number, number]> => {
    child.stdin.write('go\n')
    // The library prints warnings of its own between the answers.
    for (;;) {
      const { value, done } = await lines.next()
      if (done) throw new Error('pubmed_parser ended')
      const [mark, ...numbers] = String(value).split(' ')
      const [all = 0, two = 0, failed = 0] = numbers.map(Number)
      if (mark === 'seconds') return [all, two, failed]
    }
  }
  ours()
  await round()
  const ratios: number[] = []
  const withoutParagraphs: number[] = []
  for (let index = 0; index < Number(values.rounds); index += 1) {
    const first = index % 2 === 0 ? ours() : null
    const [other, two, failed] = await round()
    const mine = first ?? ours()
    ratios.push(other / mine)
    withoutParagraphs.push(two / mine)
    console.log(
      `round ${index + 1}: ours ${(files.length / mine).toFixed(0)} articles/s, pubmed_parser ${(files.length / other).toFixed(0)} articles/s (${failed} of its ${3 * files.length} calls failed), ratio ${(other / mine).toFixed(2)}`,
    )
  }
  console.log(`median ratio of articles per second: ${median(ratios).toFixed(2)}`)
  console.log(
    `the same, were its paragraphs left out and ours kept: ${median(withoutParagraphs).toFixed(2)}`,
  )
  child.stdin.end()
}
