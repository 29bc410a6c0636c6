#!/usr/bin/env node
/**
 * `npm run demo:train`, after `npm run demo`: exports the demo corpus as shards, trains the `tiny`
 * CoCa on them for a minute or so, shows what changed, and embeds a picture in Node with the result.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ensurePython } from './python.js'

const corpus = process.argv[2] ?? 'demo-corpus'
const shards = 'demo-shards'
const run = resolve('demo-train')

const fail = (message) => {
  console.error(message)
  process.exit(1)
}
const call = (command, args, options = {}) => {
  const { status, stdout } = spawnSync(command, args, {
    stdio: ['pipe', options.read ? 'pipe' : 'inherit', 'inherit'],
    encoding: 'utf8',
    ...options,
  })
  if (status !== 0) fail(`${command} ${args.join(' ')} ended with ${status}`)
  return stdout ?? ''
}

if (!existsSync(corpus)) fail(`There is no ${corpus}/ yet. Run \`npm run demo\` first, then this.`)
const python = ensurePython()
if (python === null)
  fail(
    'Python 3.11 or newer with venv and pip is needed (apt-get install python3-venv), then again.',
  )
// One thread: at this size a second one gains little, and loses much when the machine has other work.
const env = { ...process.env, OMP_NUM_THREADS: '1' }
const coca = (...args) => call(python, ['-m', 'coca', ...args], { cwd: 'trainer', env })

console.log(`\nExporting ${corpus}/ to ${shards}/`)
for (const folder of [shards, run]) rmSync(folder, { recursive: true, force: true })
mkdirSync(run, { recursive: true })
call(process.execPath, [
  'cli/histocorpus.js',
  ...['export', corpus, '--format', 'webdataset', '--state', 'kept', 'flagged', '--out', shards],
])

console.log('\nTraining the `tiny` CoCa')
const started = Date.now()
const steps = '160'
coca(
  ...['train', '--preset', 'tiny', '--data', resolve(shards), '--out', run, '--steps', steps],
  ...['--eval-every', '1000', '--eval-split', 'train', 'val', 'test', '--log-every', '10'],
  // The demo has some twenty pairs: a larger batch would hold most of them twice.
  ...['--set', 'batch=16', 'micro=16'],
)
const trained = (Date.now() - started) / 1000

const log = readFileSync(join(run, 'log.jsonl'), 'utf8').trim().split('\n').map(JSON.parse)
const losses = log.filter((row) => 'contrastive' in row)
const scores = log.filter((row) => 'train_candidates' in row)
const [first, last, before, after] = [losses[0], losses.at(-1), scores[0], scores.at(-1)]
const row = (name, a, b) => console.log(`  ${name.padEnd(32)} ${a.toFixed(3)} → ${b.toFixed(3)}`)
console.log(`\nIn ${trained.toFixed(0)} s of training, from the first step to the last:`)
for (const name of ['loss', 'contrastive', 'caption']) row(name, first[name], last[name])
console.log('Retrieval recall, before → after (few candidates: a look, not a measurement):')
for (const split of ['train', 'val', 'test'])
  for (const way of ['i2t', 't2i'])
    for (const k of [1, 5]) {
      const name = `${split}_${way}_r@${k}`
      const of = after[`${split}_candidates`]
      if (k < of) row(`${name} (of ${of})`, before[name], after[name])
    }

console.log('\nLosses as a picture:')
coca('plot', '--run', run, '--out', join(run, 'losses.png'))
console.log('Encoders as ONNX:')
coca('export', '--model', join(run, 'model'))

/** First sample of a shard: names and sizes stand in the tar's 512-byte headers. */
const firstSample = (path) => {
  const tar = readFileSync(path)
  const found = {}
  for (let at = 0; at + 512 < tar.length && !(found.jpg && found.txt); ) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '')
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8)
    found[name.split('.').at(-1)] = tar.subarray(at + 512, at + 512 + size)
    at += 512 + Math.ceil(size / 512) * 512
  }
  return found
}

const { shards: listed } = JSON.parse(readFileSync(join(shards, 'manifest.json'), 'utf8'))
const samples = [listed[0], listed.at(-1)].map(({ path }) => firstSample(join(shards, path)))
const picture = join(run, 'picture.jpg')
writeFileSync(picture, samples[0].jpg)
const texts = samples.map(({ txt }) => txt.toString('utf8'))
const lines = [{ image: picture }, ...texts.map((text) => ({ text }))]
const answers = call(
  process.execPath,
  ['--import', 'tsx', 'matchers/embed/lines.ts', join(run, 'model')],
  { read: true, input: lines.map((line) => JSON.stringify(line)).join('\n') },
)
const [image, own, other] = answers.trim().split('\n').map(JSON.parse)
const cosine = (a, b) => a.embeds.reduce((sum, value, i) => sum + value * b.embeds[i], 0).toFixed(3)
console.log(`\nNode embeds ${picture}: ${image.embeds.length} numbers`)
console.log(`  cosine ${cosine(image, own)} with its own caption: ${texts[0].slice(0, 70)}`)
console.log(`  cosine ${cosine(image, other)} with another's:      ${texts[1].slice(0, 70)}`)
console.log('Its caption as the decoder writes it:')
coca('caption', '--model', join(run, 'model'), picture)
console.log(`\nAll of it is in ${run}/; the card of the model is model/README.md.`)
