import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { FatalError } from '../../pipeline/errors.ts'
import type { RawImage } from '../../pipeline/types.ts'
import { cosine, openEncoder } from './index.ts'
import { toPixels } from './pixels.ts'
import { bicubic } from './resize.ts'
import { clean, tokenizer } from './tokens.ts'

// Written by trainer/tests/make_golden.py: what Python makes of the same inputs.
const golden = join(import.meta.dirname, '../../trainer/tests/golden')
const read = <T>(name: string): T => JSON.parse(readFileSync(join(golden, name), 'utf8')) as T

interface Golden {
  images: { file: string; pixels: number[]; features: number[]; embeds: number[] }[]
  texts: { text: string; features: number[]; embeds: number[] }[]
}
const expected = read<Golden>('embeds.json')

const decode = async (file: string): Promise<RawImage> => {
  const { data, info } = await sharp(join(golden, file)).raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, channels: 3, data }
}

test('ids are those of Python, awkward strings included', () => {
  const encode = tokenizer(read('model/tokenizer.json'), 32)
  for (const { text, ids } of read<{ text: string; ids: number[] }[]>('tokens.json'))
    expect(encode(text), JSON.stringify(text)).toEqual(ids)
})

test('clean mends surrogates, collapses spaces and breaks special tokens', () => {
  expect(clean(' a\u00a0\u2003b\n\tc ')).toBe('a b c')
  expect(clean('<|end|>')).toBe('< |end|>')
  expect(clean('\ud800x')).toBe('\ufffdx')
})

test('text embeddings equal those of Python, one by one and in a batch', async () => {
  const encoder = await openEncoder(join(golden, 'model'))
  const together = await encoder.texts(expected.texts.map(({ text }) => text))
  for (const [i, { text, embeds }] of expected.texts.entries()) {
    const [alone] = await encoder.texts([text])
    for (const got of [alone, together[i]])
      expect(cosine(Float32Array.from(embeds), got?.embeds ?? new Float32Array())).toBeGreaterThan(
        0.9999,
      )
  }
})

test('picture embeddings equal those of Python from the file on', async () => {
  const encoder = await openEncoder(join(golden, 'model'))
  const got = await encoder.images(
    await Promise.all(expected.images.map(({ file }) => decode(file))),
  )
  expect(got).toHaveLength(expected.images.length)
  for (const [i, { embeds, features }] of expected.images.entries()) {
    expect(cosine(Float32Array.from(embeds), got[i]?.embeds ?? new Float32Array())).toBeGreaterThan(
      0.999,
    )
    expect(got[i]?.features).toHaveLength(features.length)
  }
})

test('the resize is that of Pillow, integer for integer', async () => {
  for (const { file, pixels } of expected.images.filter(({ file }) => file.endsWith('.png'))) {
    const side = Math.sqrt(pixels.length / 3)
    const plain = toPixels(await decode(file), { side, mean: [0, 0, 0], std: [1, 1, 1] })
    const seen = pixels.map((_, i) =>
      Math.round(255 * (plain[(i % 3) * side * side + Math.floor(i / 3)] ?? 0)),
    )
    expect(seen, file).toEqual(pixels)
  }
})

test('an image of its own size is left as it is', () => {
  const image: RawImage = {
    width: 2,
    height: 1,
    channels: 3,
    data: Buffer.from([1, 2, 3, 4, 5, 6]),
  }
  expect(bicubic(image, 2, 1).data).toEqual(image.data)
})

test('nothing in, nothing out; a folder without a model says what to run', async () => {
  const encoder = await openEncoder(join(golden, 'model'))
  expect(await encoder.images([])).toEqual([])
  expect(await encoder.texts([])).toEqual([])
  await expect(openEncoder(golden)).rejects.toThrow(FatalError)
  await expect(openEncoder(golden)).rejects.toThrow('python -m coca export')
})
