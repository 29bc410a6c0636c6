/**
 * Figures per second end to end, with a profile by stage.
 *
 *   npx tsx bench/run.ts [INPUT…] [--rounds 3]
 *
 * Runs the main job over the same input with 1 and with 2 workers in turn, each into a fresh
 * folder, and prints the medians, the ratio round by round and how busy the processors were.
 * Without INPUT it takes the generated demo articles.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { generateFixtures } from '../fixtures/generate.ts'
import type { StageCount } from '../pipeline/record.ts'
import { median } from './median.ts'

const cli = fileURLToPath(new URL('../cli/histocorpus.js', import.meta.url))

interface Sample {
  seconds: number
  figures: number
  /** Share of all processors that was not idle. */
  busy: number
  stages: Record<string, StageCount>
}

/** Jiffies of all processors: not idle, and all. */
const processorTime = (): [busy: number, all: number] => {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
  const ticks = line.split(/\s+/).slice(1).map(Number)
  const all = ticks.reduce((sum, tick) => sum + tick, 0)
  return [all - (ticks[3] ?? 0) - (ticks[4] ?? 0), all]
}

const once = (inputs: string[], workers: number): Promise<Sample> => {
  const out = mkdtempSync(join(tmpdir(), 'bench-run-'))
  const [busyBefore, allBefore] = processorTime()
  const start = performance.now()
  const args = [cli, 'run', ...inputs, '--out', out, '--workers', String(workers), '--json']
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { maxBuffer: 1e8 }, (error, stdout) => {
      const seconds = (performance.now() - start) / 1000
      const [busyAfter, allAfter] = processorTime()
      rmSync(out, { recursive: true, force: true })
      if (error && error.code !== 3) return reject(error)
      const { counts, stages } = JSON.parse(stdout) as {
        counts: { item: string; in: number }[]
        stages: Record<string, StageCount>
      }
      const figures = counts.find(({ item }) => item === 'figures')?.in ?? 0
      resolve({ seconds, figures, busy: (busyAfter - busyBefore) / (allAfter - allBefore), stages })
    })
  })
}

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '3' } },
  allowPositionals: true,
})
let inputs = positionals
if (inputs.length === 0) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-input-'))
  await generateFixtures(folder)
  inputs = [folder]
}

const samples: Record<1 | 2, Sample[]> = { 1: [], 2: [] }
for (let round = 0; round < Number(values.rounds); round += 1)
  for (const workers of [1, 2] as const) {
    const sample = await once(inputs, workers)
    samples[workers].push(sample)
    const { figures, seconds, busy } = sample
    console.log(
      `round ${round + 1}, ${workers} worker(s): ${figures} figures in ${seconds.toFixed(1)} s, ${(figures / seconds).toFixed(1)}/s, processors ${(100 * busy).toFixed(0)} % busy`,
    )
  }

for (const workers of [1, 2] as const) {
  const speed = median(samples[workers].map(({ figures, seconds }) => figures / seconds))
  console.log(`${workers} worker(s): median ${speed.toFixed(1)} figures/s`)
}
const ratios = samples[2].map(({ seconds }, round) => (samples[1][round]?.seconds ?? 0) / seconds)
console.log(`2 workers against 1, round by round: median ${median(ratios).toFixed(2)} x`)

const last = samples[2].at(-1)
if (last) {
  const total = Object.values(last.stages).reduce((sum, { seconds }) => sum + seconds, 0)
  console.log('\nprofile of the last run with 2 workers (seconds of worker time)')
  for (const [name, { computed, seconds }] of Object.entries(last.stages))
    console.log(
      `${name.padEnd(16)} ${String(computed).padStart(6)} x ${((1000 * seconds) / Math.max(1, computed)).toFixed(1).padStart(7)} ms  ${((100 * seconds) / total).toFixed(0).padStart(3)} %`,
    )
}
