import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RawImage } from '../pipeline/types.ts'
import { type Box, iou, suppress, toBbox } from './boxes.ts'
import type { Look } from './classify.ts'
import { detectPanels } from './index.ts'
import { propose } from './proposals.ts'
import { readingOrder, selectPanels } from './select.ts'

/** Pieces of noise, each of its own colour, on a white ground: a montage with known boxes. */
const montage = (width: number, height: number, boxes: readonly Box[]): RawImage => {
  const data = Buffer.alloc(width * height * 3, 255)
  let state = 7
  for (const [index, [x0, y0, x1, y1]] of boxes.entries())
    for (let y = y0; y < y1; y += 1)
      for (let x = x0; x < x1; x += 1) {
        state = (Math.imul(state, 1664525) + 1013904223) | 0
        const noise = (state >>> 28) & 15
        const at = (y * width + x) * 3
        data[at] = 60 + ((index * 53) % 130) + noise
        data[at + 1] = 30 + ((index * 97) % 130) + noise
        data[at + 2] = 90 + ((index * 31) % 100) + noise
      }
  return { width, height, channels: 3, data }
}

const grid = (columns: number, rows: number, side: number, gutter: number): Box[] =>
  Array.from({ length: columns * rows }, (_, index) => {
    const x = (index % columns) * (side + gutter)
    const y = Math.floor(index / columns) * (side + gutter)
    return [x, y, x + side, y + side]
  })

test.each([0, 1, 3, 12])('cuts find the pieces of a montage with %i-pixel gutters', (gutter) => {
  const boxes = grid(3, 2, 120, gutter)
  const image = montage(3 * 120 + 2 * gutter, 2 * 120 + gutter, boxes)
  const found = propose(image)
  for (const box of boxes)
    expect(Math.max(...found.map((other) => iou(other, box)))).toBeGreaterThan(0.9)
})

const look = (box: Box, histology: number, not_a_panel: number, chart = 0): Look => ({
  box,
  stain: 'H&E',
  kinds: {
    ...{ histology, not_a_panel, chart, other: 1 - histology - not_a_panel - chart },
    ...{ other_micro: 0, radiology: 0, photo: 0, gel: 0, diagram: 0 },
  },
})

test('tissue wins over what holds it, pieces of a chart lose to the chart', () => {
  const whole: Box = [0, 0, 400, 200]
  const panels = selectPanels(
    [
      look(whole, 0.1, 0.8),
      look([0, 0, 190, 200], 0.9, 0.05),
      look([0, 0, 95, 200], 0.6, 0.1),
      look([210, 0, 400, 200], 0, 0.1, 0.9),
      look([210, 0, 300, 90], 0, 0.05, 0.95),
    ],
    [],
    whole,
    0.5,
  )
  expect(panels.map(({ box, kind }) => [box, kind])).toEqual([
    [[0, 0, 190, 200], 'histology'],
    [[210, 0, 400, 200], 'chart'],
  ])
})

test('drawings come from the one-stage detector where there is one, and yield to tissue', () => {
  const whole: Box = [0, 0, 400, 200]
  const panels = selectPanels(
    [
      look(whole, 0, 0.9),
      look([0, 0, 190, 200], 0, 0.1, 0.85),
      look([0, 0, 95, 200], 0, 0.05, 0.95),
      look([200, 0, 400, 200], 0.9, 0.05),
    ],
    [
      { box: [4, 3, 188, 196], kind: 'chart', score: 0.6, tissue: 0 },
      { box: [210, 10, 390, 190], kind: 'diagram', score: 0.4, tissue: 0 },
    ],
    whole,
    0.5,
  )
  expect(panels.map(({ box, kind }) => [box, kind])).toEqual([
    [[200, 0, 400, 200], 'histology'],
    [[4, 3, 188, 196], 'chart'],
  ])
})

test('a picture in which nothing is a panel is one panel', () => {
  const whole: Box = [0, 0, 100, 100]
  const panels = selectPanels([look(whole, 0.1, 0.9), look([0, 0, 50, 50], 0, 1)], [], whole, 0.5)
  expect(panels.map(({ box }) => box)).toEqual([whole])
})

test('reading order goes by rows, ragged ones too', () => {
  const boxes: Box[] = [
    [200, 4, 300, 100],
    [0, 120, 140, 220],
    [0, 0, 180, 110],
    [160, 125, 300, 215],
  ]
  expect(readingOrder(boxes.map((box) => ({ box }))).map(({ box }) => boxes.indexOf(box))).toEqual([
    2, 0, 1, 3,
  ])
})

test('boxes stay inside the picture, and suppression leaves no overlap', () => {
  const corner = fc.integer({ min: -20, max: 220 })
  const boxes = fc.array(
    fc.tuple(corner, corner, corner, corner, fc.double({ min: 0, max: 1, noNaN: true })),
  )
  fc.assert(
    fc.property(boxes, (list) => {
      const candidates = list.map(([a, b, c, d, score]) => ({
        box: [Math.min(a, c), Math.min(b, d), Math.max(a, c) + 1, Math.max(b, d) + 1] as Box,
        score,
      }))
      for (const { box } of candidates) {
        const [x, y, width, height] = toBbox(box, 200, 150)
        expect(
          x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= 200 && y + height <= 150,
        ).toBe(true)
      }
      const kept = suppress(candidates)
      for (const [index, a] of kept.entries())
        for (const b of kept.slice(index + 1)) expect(iou(a.box, b.box)).toBeLessThanOrEqual(0.5)
    }),
  )
})

test('the shipped model gives integer boxes inside the picture, the same twice', async () => {
  const image = montage(372, 246, grid(3, 2, 120, 6))
  const panels = await detectPanels(image)
  expect(panels.length).toBeGreaterThan(0)
  for (const { bbox, score } of panels) {
    const [x, y, width, height] = bbox
    expect(bbox.every(Number.isInteger)).toBe(true)
    expect(x >= 0 && y >= 0 && x + width <= 372 && y + height <= 246).toBe(true)
    expect(score).toBeGreaterThanOrEqual(0)
    expect(score).toBeLessThanOrEqual(1)
  }
  expect(await detectPanels(image)).toEqual(panels)
})
