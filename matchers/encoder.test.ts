import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultModelFolder } from '../models/manifest.ts'
import { sha256 } from '../pipeline/ids.ts'
import type { CaptionSplit, Panel, RawImage } from '../pipeline/types.ts'
import { crop } from './crop.ts'
import { openImageText } from './encoder.ts'
import { matcher, matchPanels } from './index.ts'

// Graphs by trainer/curation/matcher/toy_encoder.py: vectors are mean colours.
const graphs = join(import.meta.dirname, 'toy')
const vocab = { '[UNK]': 0, pink: 1, brown: 2, blue: 3, '[EOS]': 4 }
const tokenizer = {
  version: '1.0',
  added_tokens: [],
  decoder: null,
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: { type: 'Whitespace' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [{ Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: { id: '[EOS]', type_id: 0 } }],
    pair: [],
    special_tokens: { '[EOS]': { id: '[EOS]', ids: [4], tokens: ['[EOS]'] } },
  },
  model: { type: 'WordLevel', vocab, unk_token: '[UNK]' },
}

const toy = mkdtempSync(join(tmpdir(), 'matcher-'))
const vision = sha256(readFileSync(join(graphs, 'vision.onnx')))
beforeAll(() => {
  const place = (name: string, bytes: Buffer | string) => {
    writeFileSync(join(toy, name), bytes)
    return { file: name, sha256: sha256(bytes) }
  }
  const shipped = join(defaultModelFolder, 'panel-matcher/parameters.json')
  const common = { licence: '', task: '', input: '', output: '', card: '' }
  const entry = { ...common, trained_on: [], scores: {} }
  const models = {
    'panel-matcher': { ...entry, ...place('parameters.json', readFileSync(shipped)) },
    'image-text': {
      ...entry,
      ...place('vision.onnx', readFileSync(join(graphs, 'vision.onnx'))),
      files: {
        text: place('text.onnx', readFileSync(join(graphs, 'text.onnx'))),
        tokenizer: place('tokenizer.json', JSON.stringify(tokenizer)),
      },
      settings: { size: 16, mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] },
    },
  }
  writeFileSync(join(toy, 'manifest.json'), JSON.stringify({ models }))
})
afterAll(() => rmSync(toy, { recursive: true }))

const pink = [250, 60, 200] as const
const brown = [200, 130, 20] as const

const paint = (...halves: (readonly number[])[]): RawImage => {
  const width = 60 * halves.length
  const data = Buffer.alloc(width * 50 * 3)
  for (let at = 0; at < data.length; at += 1) {
    const x = Math.floor(at / 3) % width
    data[at] = halves[Math.floor(x / 60)]?.[at % 3] ?? 0
  }
  return { width, height: 50, channels: 3, data }
}
const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)

test('pictures and words meet in one space', async () => {
  const encoder = await openImageText(toy)
  const picture = await encoder.image(paint(pink), [0, 0, 60, 50])
  const [own, other] = [await encoder.text('Pink'), await encoder.text('brown')]
  expect(Math.hypot(...picture)).toBeCloseTo(1)
  expect(cosine(picture, own)).toBeGreaterThan(cosine(picture, other) + 0.3)
})

test('a text longer than the context keeps its last token', async () => {
  const encoder = await openImageText(toy)
  const long = await encoder.text(Array.from({ length: 300 }, () => 'blue').join(' '))
  expect(cosine(long, await encoder.text('blue'))).toBeCloseTo(1)
})

const silent = (x: number): Panel => ({
  bbox: [x, 0, 60, 50],
  ...{ kind: 'histology', stain: 'unspecified', score: 0.9, label: null, label_score: 0 },
})
const split: CaptionSplit = {
  multi: true,
  panels: ['brown', 'pink'].map((subcaption, at) => ({
    ...{ labels: ['ab'[at] ?? ''], subcaption, full: subcaption, spans: [] },
  })),
}

test('a configured encoder overrules the reading order of silent panels', async () => {
  const image = paint(pink, brown)
  const input = {
    ...{ image: async () => image, image_sha256: 'x', width: 120, height: 50 },
    ...{ panels: [silent(0), silent(60)], split, caption: 'a brown b pink' },
  }
  const plain = await matchPanels(input)
  expect(plain.map(({ caption }) => caption)).toEqual(['brown', 'pink'])
  const looked = await matchPanels(input, { models: toy })
  expect(looked.map(({ caption }) => caption)).toEqual(['pink', 'brown'])
  expect(looked[0]?.evidence.similarity).toBeGreaterThan(0)
})

test('the encoder is part of the version of the stage', () => {
  expect(matcher({ models: toy }).version).toContain(vision.slice(0, 8))
  expect(matcher().version).not.toBe(matcher({ models: toy }).version)
})

test('crops are cut to the figure', () => {
  const { width, height, data } = crop(paint(pink, brown), [70, 10, 90, 90])
  expect([width, height]).toEqual([50, 40])
  expect([...data.subarray(0, 3)]).toEqual([...brown])
})
