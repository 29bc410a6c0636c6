/**
 * How many figures, captions and panels a second each model stage takes, alone, on both cores.
 *
 *   npx tsx bench/stages.ts [--images DIR] [--captions FILE.jsonl] [--float DIR] [--rounds 5] [--workers 2]
 *
 * Every round gives each stage the same inputs in turn, in as many processes as `--workers` says, and
 * the median round is printed. `--images` takes a folder of pictures and `--captions` a file with a
 * `caption` a line; without them the generated demo articles serve. `--float` names a models folder
 * whose panel-classifier is the float export (`float.onnx` of trainer/curation/detector/export.py):
 * the detector then runs with it too, in the same rounds, and the ratio is printed.
 */
import { fork } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { z } from 'zod'
import { detectPanels } from '../detectors/index.ts'
import { speciesFilter } from '../filters/species/index.ts'
import { stainTagger } from '../filters/stain/index.ts'
import { generateFixtures } from '../fixtures/generate.ts'
import { matchPanels } from '../matchers/index.ts'
import { decodeImage } from '../pipeline/image.ts'
import type { CaptionSplit, Panel, RawImage } from '../pipeline/types.ts'
import { splitCaption } from '../splitters/index.ts'
import { topicTagger } from '../topics/index.ts'
import { median } from './median.ts'

const { values } = parseArgs({
  options: {
    images: { type: 'string' },
    captions: { type: 'string' },
    float: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    workers: { type: 'string', default: '2' },
    most: { type: 'string', default: '60' },
  },
})
const most = Number(values.most)
sharp.concurrency(1)

interface Measured {
  stage: string
  items: number
  seconds: number
}

const pictures = async (): Promise<RawImage[]> => {
  let folder = values.images
  if (folder === undefined) {
    folder = mkdtempSync(join(tmpdir(), 'bench-stages-'))
    await generateFixtures(folder)
  }
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(jpe?g|png)$/i.test(name))
    .sort()
  const step = Math.max(1, Math.floor(files.length / most))
  const images: RawImage[] = []
  for (const [index, file] of files.entries()) {
    if (index % step !== 0 || images.length === most) continue
    const image = await decodeImage(readFileSync(join(folder, file))).catch(() => null)
    if (image) images.push(image)
  }
  return images
}

const made = [
  'Kidney. (A) Cortex, H&E. (B) Medulla, PAS. (C) Ki-67. Scale bar, 50 µm.',
  'Expression of CD3 (a), CD20 (b) and CD68 (c) in tonsils of patients with lymphoma.',
  'Liver of rats fed a high-fat diet. Left, control; right, treated. Oil red O.',
]
const captionsOf = (): string[] => {
  if (values.captions === undefined)
    return Array.from({ length: 60 }, (_, at) => made[at % 3] ?? '')
  const lines = readFileSync(values.captions, 'utf8').trim().split('\n')
  const step = Math.max(1, Math.floor(lines.length / 300))
  const row = z.object({ caption: z.string() })
  return lines
    .filter((_, at) => at % step === 0)
    .map((line) => row.parse(JSON.parse(line)).caption)
    .slice(0, 300)
}

/** One worker's share of a round: every stage over the same inputs, timed. */
const work = async (): Promise<Measured[][]> => {
  const images = await pictures()
  const captions = captionsOf()
  const filters = { species: speciesFilter({}), stain: stainTagger({}), topic: topicTagger({}) }
  const found: { image: RawImage; panels: Panel[] }[] = []
  for (const image of images) found.push({ image, panels: await detectPanels(image) })
  const split: CaptionSplit = await splitCaption(made[0] ?? '')
  const lettered = found.filter(({ panels }) => panels.length > 1)

  const time = async (
    stage: string,
    items: number,
    run: () => Promise<void>,
  ): Promise<Measured> => {
    const begun = performance.now()
    await run()
    return { stage, items, seconds: (performance.now() - begun) / 1000 }
  }
  const rounds: Measured[][] = []
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const measured = [
      await time('detector', images.length, async () => {
        for (const image of images) await detectPanels(image)
      }),
    ]
    if (values.float !== undefined)
      measured.push(
        await time('detector, float', images.length, async () => {
          for (const image of images) await detectPanels(image, { models: values.float ?? '' })
        }),
      )
    measured.push(
      await time('splitter', captions.length, async () => {
        for (const caption of captions) await splitCaption(caption)
      }),
      await time('species, stain and topic', captions.length, async () => {
        for (const caption of captions) {
          await filters.species.run({ caption }, {})
          await filters.stain.run({ caption }, {})
          await filters.topic.run({ caption }, {})
        }
      }),
      await time(
        'matcher (panels)',
        lettered.reduce((sum, { panels }) => sum + panels.length, 0),
        async () => {
          for (const { image, panels } of lettered)
            await matchPanels({
              ...{ image: async () => image, image_sha256: '', panels, split },
              ...{ width: image.width, height: image.height, caption: made[0] ?? '' },
            })
        },
      ),
    )
    rounds.push(measured)
  }
  return rounds
}

if (process.send) process.send(await work(), () => process.disconnect())
else {
  const script = fileURLToPath(import.meta.url)
  const shares = await Promise.all(
    Array.from(
      { length: Number(values.workers) },
      () =>
        new Promise<Measured[][]>((resolve, reject) => {
          const child = fork(script, process.argv.slice(2), { execArgv: process.execArgv })
          child.once('message', (rounds) => resolve(rounds as Measured[][]))
          child.once(
            'exit',
            (code) => code !== 0 && reject(new Error(`a worker ended with ${code}`)),
          )
        }),
    ),
  )
  const speeds = new Map<string, number[]>()
  for (let round = 0; round < Number(values.rounds); round += 1)
    for (const { stage } of shares[0]?.[round] ?? []) {
      const speed = shares
        .map((rounds) => rounds[round]?.find((one) => one.stage === stage))
        .reduce((sum, one) => sum + (one ? one.items / one.seconds : 0), 0)
      speeds.set(stage, [...(speeds.get(stage) ?? []), speed])
    }
  for (const [stage, each] of speeds)
    console.log(
      `${stage.padEnd(26)} ${median(each).toFixed(1).padStart(8)} a second (${each.map((one) => one.toFixed(1)).join(' ')})`,
    )
  const [int8, float] = [speeds.get('detector'), speeds.get('detector, float')]
  if (int8 && float)
    console.log(
      `detector, int8 against float, round by round: median ${median(int8.map((one, at) => one / (float[at] ?? 1))).toFixed(2)} x`,
    )
}
