#!/usr/bin/env node
/** `npm run demo`: generates the fixture articles, runs the main job on them, says what to look at. */
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { register } from 'tsx/esm/api'

register()
const { generateFixtures } = await import('../fixtures/generate.ts')

const input = 'demo-input'
const out = 'demo-corpus'
for (const folder of [input, out]) if (existsSync(folder)) rmSync(folder, { recursive: true })

console.log(`Drawing articles into ${input}/ …`)
await generateFixtures(input)

const run = (...args) =>
  spawnSync(process.execPath, ['cli/histocorpus.js', ...args], { stdio: 'inherit' }).status

console.log(`Running: histocorpus run ${input} --out ${out}`)
const status = run('run', input, '--out', out)
if (status !== 0 && status !== 3) process.exit(status ?? 1)
if (run('verify', out) !== 0) process.exit(1)
console.log(`
Some inputs are broken on purpose; the table above says what became of each.
Look at ${out}/report.html, then try:
  npx histocorpus pairs ${out} | head -3
  npx histocorpus export ${out} --format webdataset --out demo-shards`)
