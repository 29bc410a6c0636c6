import { expect, test } from 'vitest'
import type { RawImage } from '../pipeline/types.ts'
import { dihedral } from './dihedral.ts'
import { fromHex, toHex } from './pdq.ts'
import { fingerprintPanel, leastQuality } from './perceptual.ts'
import { asSharp, decoded, randomFrom, recompressed, samplePicture } from './sample.ts'
import { hamming, hashRadius } from './search.ts'

const picture = samplePicture(1)
const whole = (image: RawImage) => fingerprintPanel(image, [0, 0, image.width, image.height])
const own = whole(picture)
const distance = (image: RawImage) => hamming(fromHex(own.pdq), fromHex(whole(image).pdq))
const turnedDistance = (image: RawImage) =>
  Math.min(
    ...dihedral(fromHex(whole(image).pdq)).map((variant) => hamming(fromHex(own.pdq), variant)),
  )

test('a box inside a figure has the fingerprint of the picture alone', () => {
  const figure: RawImage = { width: 300, height: 260, channels: 3, data: Buffer.alloc(234_000, 90) }
  for (let y = 0; y < picture.height; y += 1)
    picture.data.copy(
      figure.data,
      ((y + 30) * 300 + 20) * 3,
      y * picture.width * 3,
      (y + 1) * picture.width * 3,
    )
  expect(fingerprintPanel(figure, [20, 30, picture.width, picture.height])).toEqual(own)
  expect(own.quality).toBeGreaterThanOrEqual(leastQuality)
})

test('one changed pixel changes the exact hash and not the perceptual one', () => {
  const changed = { ...picture, data: Buffer.from(picture.data) }
  changed.data[3000] = (changed.data[3000] ?? 0) ^ 1
  expect(whole(changed).pixels).not.toBe(own.pixels)
  expect(distance(changed)).toBe(0)
})

test('equal bytes of another shape are other pixels', () => {
  const flat = (width: number, height: number): RawImage => ({
    ...{ width, height, channels: 3 as const },
    data: Buffer.alloc(width * height * 3, 120),
  })
  expect(whole(flat(40, 20)).pixels).not.toBe(whole(flat(20, 40)).pixels)
})

test.each<[string, () => Promise<RawImage>]>([
  ['JPEG of quality 30', () => recompressed(asSharp(picture), 30)],
  ['half the size', () => decoded(asSharp(picture).resize(120))],
  ['2.5 times the size', () => decoded(asSharp(picture).resize(600))],
  ['grey', () => decoded(asSharp(picture).greyscale())],
  ['other colours', () => decoded(asSharp(picture).modulate({ hue: 25, saturation: 1.4 }))],
  [
    'a white frame',
    () =>
      decoded(
        asSharp(picture).extend({ top: 15, bottom: 9, left: 12, right: 20, background: '#fff' }),
      ),
  ],
])('%s stays within the radius', async (_, change) => {
  expect(distance(await change())).toBeLessThanOrEqual(hashRadius)
})

test.each([
  ['90°', () => asSharp(picture).rotate(90)],
  ['180°', () => asSharp(picture).rotate(180)],
  ['270°', () => asSharp(picture).rotate(270)],
  ['left to right', () => asSharp(picture).flop()],
  ['upside down', () => asSharp(picture).flip()],
])('turned by or mirrored %s it is found by its eight orientations only', async (_, turn) => {
  const turned = await decoded(turn())
  expect(distance(turned)).toBeGreaterThan(hashRadius)
  expect(turnedDistance(turned)).toBeLessThanOrEqual(hashRadius)
})

test('orientations are a group: each undone by another one of them', () => {
  const random = randomFrom(7)
  const hash = Uint32Array.from({ length: 8 }, () => random() * 2 ** 32)
  const variants = dihedral(hash)
  expect(new Set(variants.map(toHex)).size).toBe(8)
  for (const variant of variants) expect(dihedral(variant).map(toHex)).toContain(toHex(hash))
})

test('a crop of a tenth is another picture: the known limit', async () => {
  const crop = await decoded(
    asSharp(picture).extract({ left: 24, top: 20, width: 216, height: 180 }),
  )
  expect(turnedDistance(crop)).toBeGreaterThan(hashRadius)
})

test('different pictures are far apart', () => {
  for (let seed = 2; seed < 30; seed += 1)
    expect(turnedDistance(samplePicture(seed))).toBeGreaterThan(2 * hashRadius)
})

test('a flat picture says so, a white one keeps its size', () => {
  const white: RawImage = { width: 90, height: 70, channels: 3, data: Buffer.alloc(18_900, 255) }
  expect(whole(white).quality).toBe(0)
})

test('a picture smaller than the grid of the hash is hashed', () => {
  expect(whole(samplePicture(3, 20, 9)).pdq).toMatch(/^[0-9a-f]{64}$/)
})

test('a box is cut to the picture, and refused outside', () => {
  expect(fingerprintPanel(picture, [-3, -2, 900, 900])).toEqual(own)
  expect(() => fingerprintPanel(picture, [240, 0, 10, 10])).toThrow(
    expect.objectContaining({ code: 'E_BBOX', consequence: 'item' }),
  )
})

test('hashes survive their text', () => {
  expect(toHex(fromHex(own.pdq))).toBe(own.pdq)
})
