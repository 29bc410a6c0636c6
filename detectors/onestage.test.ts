import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sha256 } from '../pipeline/ids.ts'
import type { RawImage } from '../pipeline/types.ts'
import { findPanels, hasOneStage } from './onestage.ts'
import { createPyramid } from './pyramid.ts'

// Made by trainer/curation/detector/toy_yolo.py: the same three boxes whatever it sees.
const graph = readFileSync(join(import.meta.dirname, 'toy/yolo.onnx'))

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const models = (kinds: string[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'yolo-'))
  folders.push(folder)
  writeFileSync(join(folder, 'yolo.onnx'), graph)
  const entry = {
    ...{ file: 'yolo.onnx', sha256: sha256(graph), settings: { format: 'yolo', side: 64, kinds } },
    ...{ licence: '', task: '', input: '', output: '', trained_on: [], scores: {}, card: '' },
  }
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({ models: { 'panel-detector': entry } }),
  )
  return folder
}

const blank = (width: number, height: number): RawImage => ({
  ...{ width, height, channels: 3, data: Buffer.alloc(width * height * 3, 200) },
})

test('a YOLO export works by configuration: boxes in pixels of the figure, doubles gone', async () => {
  const found = await findPanels(createPyramid(blank(128, 64)), models(['histology', 'chart']))
  expect(
    found.map(({ box, kind, score }) => [box.map(Math.round), kind, Number(score.toFixed(2))]),
  ).toEqual([
    [[8, 8, 56, 56], 'histology', 0.9],
    [[72, 8, 120, 56], 'chart', 0.8],
  ])
})

test('a model of other classes than its settings name is refused with the remedy', async () => {
  await expect(findPanels(createPyramid(blank(64, 64)), models(['histology']))).rejects.toThrow(
    /6 rows a box.*1 kinds/,
  )
})

test('a models folder without it is told apart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'none-'))
  folders.push(folder)
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ models: {} }))
  expect(hasOneStage(folder)).toBe(false)
})
