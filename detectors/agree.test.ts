import { expect, test } from 'vitest'
import { agreedTissue } from './agree.ts'
import type { Box } from './boxes.ts'
import type { Look } from './classify.ts'

const whole: Box = [0, 0, 800, 600]
const look = (box: Box, histology: number): Look => ({
  box,
  stain: 'H&E',
  kinds: {
    ...{ histology, not_a_panel: 1 - histology, chart: 0, other: 0 },
    ...{ other_micro: 0, radiology: 0, photo: 0, gel: 0, diagram: 0 },
  },
})
const box: Box = [0, 0, 200, 200]
const found = (kind: 'histology' | 'chart', at: Box, tissue: number) => ({
  ...{ box: at, kind, tissue },
  score: 0.8,
})

test('a second network that sees tissue makes a doubtful box tissue, one that sees none unmakes it', () => {
  expect(
    agreedTissue(look(box, 0.45), [found('histology', [4, 0, 204, 200], 0.8)], whole),
  ).toBeGreaterThan(0.5)
  expect(agreedTissue(look(box, 0.6), [found('chart', box, 0.02)], whole)).toBeLessThan(0.5)
  expect(agreedTissue(look(box, 0.95), [found('chart', box, 0.02)], whole)).toBeGreaterThan(0.5)
})

test('a piece of a chart is doubted, a panel too small for the second network is not', () => {
  const small: Box = [20, 20, 80, 80]
  const chart = found('chart', [0, 0, 400, 400], 0)
  expect(agreedTissue(look(small, 0.6), [chart], whole)).toBeLessThan(0.5)
  const elsewhere = found('chart', [400, 0, 800, 400], 0)
  expect(agreedTissue(look(small, 0.6), [elsewhere], whole)).toBe(0.6)
})

test('without a one-stage detector the classifier decides', () => {
  expect(agreedTissue(look(box, 0.7), [], whole)).toBe(0.7)
})
