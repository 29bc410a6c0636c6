import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { RawImage } from '../../pipeline/types.ts'
import type { Box } from '../boxes.ts'
import { countOn } from './count.ts'
import { readLetters } from './index.ts'
import { findMarks } from './marks.ts'
import { aroundPanels } from './regions.ts'

/** Block letters as bars, so that the test needs no font, on a 5 x 7 grid. */
const glyphs: Record<string, string[]> = {
  A: ['00100', '00100', '01010', '01010', '11111', '10001', '10001'],
  B: ['11110', '10001', '10001', '11110', '10001', '10001', '11110'],
  E: ['11111', '10000', '10000', '11110', '10000', '10000', '11111'],
  F: ['11111', '10000', '10000', '11110', '10000', '10000', '10000'],
  H: ['10001', '10001', '10001', '11111', '10001', '10001', '10001'],
  L: ['10000', '10000', '10000', '10000', '10000', '10000', '11111'],
  T: ['11111', '00100', '00100', '00100', '00100', '00100', '00100'],
}

const figure = async (
  labels: string[],
  step = 4,
  { below = false, brackets = false, ink = 'black', inside = false } = {},
): Promise<{ image: RawImage; boxes: Box[] }> => {
  const side = 200
  const width = labels.length * (side + 40) + 40
  const top = below ? 262 : inside ? 56 : 8
  const left = (index: number) => 40 + index * (side + 40) + (below ? side / 2 - 10 : 0)
  const around = labels.flatMap((_, index) =>
    (brackets ? [-10, 6 * step] : []).map(
      (dx) =>
        `<rect x="${left(index) + dx}" y="${top - 4}" width="4" height="${7 * step + 10}" fill="${ink}"/>`,
    ),
  )
  const bars = labels.flatMap((label, index) =>
    (glyphs[label] ?? []).flatMap((row, y) =>
      [...row].flatMap((on, x) =>
        on === '1'
          ? [
              `<rect x="${left(index) + x * step}" y="${top + y * step}" width="${step}" height="${step}" fill="${ink}"/>`,
            ]
          : [],
      ),
    ),
  )
  const tiles = labels.map(
    (_, index) =>
      `<rect x="${40 + index * (side + 40)}" y="50" width="${side}" height="${side}" fill="#c59ab8"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="320"><rect width="100%" height="100%" fill="white"/>${tiles.join('')}${bars.join('')}${around.join('')}</svg>`
  const { data } = await sharp(Buffer.from(svg))
    .blur(0.6)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const boxes = labels.map((_, index): Box => {
    const x = 40 + index * (side + 40)
    return [x, 50, x + side, 50 + side]
  })
  return { image: { width, height: 320, channels: 3, data }, boxes }
}

test('marks of a letter size are found with their masks', async () => {
  const { image, boxes } = await figure(['H'])
  const marks = findMarks(image, aroundPanels(image, boxes))
  expect(marks).toHaveLength(1)
  const [mark] = marks
  expect(mark?.tone).toBe('dark')
  expect((mark?.box[3] ?? 0) - (mark?.box[1] ?? 0)).toBeGreaterThan(24)
})

test('letters above their panels are read, in reading order', async () => {
  const { image, boxes } = await figure(['E', 'F', 'H', 'L', 'T'])
  // Letters far beyond the number of panels cannot be theirs, so the rest of the row stands in.
  const many = [...boxes, ...Array.from({ length: 16 }, (): Box => [0, 270, 10, 280])]
  const found = (await readLetters(image, many)).slice(0, 5).map((letter) => letter?.label ?? null)
  expect(found.filter((label, index) => label !== null && label !== 'EFHLT'[index])).toEqual([])
  expect(found.filter((label) => label !== null).length).toBeGreaterThanOrEqual(3)
})

test('a single panel needs no letter, and an empty figure has none', async () => {
  const { image, boxes } = await figure(['E'])
  expect(await readLetters(image, boxes)).toEqual([null])
  const blank: RawImage = {
    width: 300,
    height: 200,
    channels: 3,
    data: Buffer.alloc(300 * 200 * 3, 255),
  }
  expect(
    await readLetters(blank, [
      [0, 0, 140, 200],
      [160, 0, 300, 200],
    ]),
  ).toEqual([null, null])
})

test('letters in brackets below their panels are read', async () => {
  const { image, boxes } = await figure(['A', 'B'], 4, { below: true, brackets: true })
  const read = await readLetters(image, boxes)
  expect(read.map((letter) => letter?.label)).toEqual(['A', 'B'])
})

test('letters of a strong colour in their panels are read', async () => {
  const { image, boxes } = await figure(['A', 'B'], 4, { ink: '#f8e810', inside: true })
  const marks = findMarks(image, aroundPanels(image, boxes))
  expect(marks.map(({ tone }) => tone)).toEqual(['vivid', 'vivid'])
  const read = await readLetters(image, boxes)
  expect(read.map((letter) => letter?.label)).toEqual(['A', 'B'])
})

test('a letter far from its usual place, of another size, or in a word is none', async () => {
  const { image, boxes } = await figure(['E', 'F', 'H'])
  const far = boxes.map(([x0, , x1]): Box => [x0, 292, x1, 318])
  expect(await readLetters(image, far)).toEqual([null, null, null])
})

test('letters are counted where the read ones leave no choice, and nowhere else', () => {
  expect(countOn([0, null, 2], new Set([0, 2]))).toEqual([0, 1, 2])
  expect(countOn([null, 1, null], new Set([1]))).toEqual([0, 1, 2])
  expect(countOn([0, null, 4], new Set([0, 4]))).toEqual([0, undefined, 4])
  expect(countOn([1, 2, null, 3], new Set([1, 2, 3]))).toEqual([1, 2, 0, 3])
  // B stands in the figure, beside no panel that was found.
  expect(countOn([0, null], new Set([0, 1]))).toEqual([0, undefined])
})
