import { Tensor } from 'onnxruntime-node'
import { z } from 'zod'
import { readManifest } from '../models/manifest.ts'
import { type Model, openModel } from '../models/open.ts'
import { FatalError } from '../pipeline/errors.ts'
import { type PanelKind, panelKinds } from '../pipeline/types.ts'
import { area, type Box, suppress } from './boxes.ts'
import { cropTo } from './crop.ts'
import type { Pyramid } from './pyramid.ts'
import { isCut, windowsOf } from './windows.ts'

export const oneStageName = 'panel-detector'

const Settings = z.object({
  /** `cells`: trainer/curation/detector/onestage.py; `yolo`: an export of the YOLOv8 family and its kin. */
  format: z.enum(['cells', 'yolo']).default('cells'),
  /** Pixels on a side of its input: the figure's longer side, the rest grey. */
  side: z.number().int(),
  /** Pixels between the cells of its output. */
  stride: z.number().int().default(16),
  /** Kind of each class of its output, in order. */
  kinds: z.array(z.enum(panelKinds)),
})
type Settings = z.infer<typeof Settings>

/** A box that the one-stage detector gives, not yet judged by anything else. */
export interface Found {
  box: Box
  kind: PanelKind
  score: number
  /** Probability of tissue, whatever its kind. */
  tissue: number
}

const known = new Map<string | undefined, boolean>()

/** The detector works without it, on cuts alone, when a models folder leaves it out. */
export const hasOneStage = (folder?: string): boolean => {
  const has = known.get(folder) ?? readManifest(folder)[oneStageName] !== undefined
  known.set(folder, has)
  return has
}

/** Boxes below this score are noise. */
const least = 0.1
/** A box counts as a panel from this score on. */
export const trusted = 0.3
/** Overlap (IoU) from which on two boxes are one. */
const same = 0.5
/** A figure with so many panels is dense: the smallest of them are a few cells of the network wide. */
const dense = 6
/** Of a panel seen whole and in pieces, or of a row and its panels, the surer one stays: they share this much of the smaller. */
const swallowed = 0.5
/** What is found in the whole figure may be so much less sure than what is found in a window: there parts look like panels. */
const ahead = 0.1

/**
 * Panels of every kind in one look at the whole figure: charts and drawings, which cuts break into
 * pieces, and pictures without straight gutters. Dense figures are looked at again in four windows,
 * where their panels are larger. Best first, no two of them the same.
 * @throws FatalError `E_MODEL_OUTPUT` when the configured model answers in another shape.
 */
export const findPanels = async (levels: Pyramid, folder?: string): Promise<Found[]> => {
  const model = await openModel(oneStageName, folder)
  const settings = Settings.parse(model.settings)
  const { width, height } = levels(0)
  const found = await look(model, settings, levels, [0, 0, width, height])
  if (found.filter(({ score }) => score >= trusted).length < dense) return found
  const ranked = found.map((one) => ({ ...one, score: one.score + ahead, seen: one }))
  for (const window of windowsOf(width, height))
    for (const one of await look(model, settings, levels, window))
      if (!isCut(one.box, window, width, height)) ranked.push({ ...one, seen: one })
  return suppress(ranked, same, swallowed)
    .map(({ seen }) => seen)
    .sort((a, b) => b.score - a.score)
}

/** What the network finds in a window of the figure, in pixels of the figure. */
const look = async (
  model: Model,
  settings: Settings,
  levels: Pyramid,
  window: Box,
): Promise<Found[]> => {
  const [left, top, right, bottom] = window
  const scale = settings.side / Math.max(right - left, bottom - top)
  const across = Math.max(1, Math.round((right - left) * scale))
  const down = Math.max(1, Math.round((bottom - top) * scale))
  const pixels = letterbox(levels, window, across, down, settings.side)
  const found = await (settings.format === 'yolo' ? runYolo : runCells)(model, settings, pixels)
  const [sx, sy] = [(right - left) / across, (bottom - top) / down]
  const boxes = found.map(({ box: [x0, y0, x1, y1], ...rest }) => ({
    ...rest,
    box: [
      Math.max(left, left + Math.round(x0 * sx)),
      Math.max(top, top + Math.round(y0 * sy)),
      Math.min(right, left + Math.round(x1 * sx)),
      Math.min(bottom, top + Math.round(y1 * sy)),
    ] as const,
  }))
  return suppress(
    boxes.filter(({ box }) => area(box) > 0),
    same,
    1,
  )
}

/** Output `kinds` [1, K, G, G] logits, `distances` [1, 4, G, G] log distances to the sides, in strides. */
const runCells = async (
  { session }: Model,
  { side, stride, kinds: names }: Settings,
  pixels: Uint8Array,
): Promise<Found[]> => {
  const outputs = await session.run({ pixels: new Tensor('uint8', pixels, [1, side, side, 3]) })
  const logits = floats(outputs.kinds, 'kinds')
  const log = floats(outputs.distances, 'distances')
  const grid = side / stride
  const cells = grid * grid
  const found: Found[] = []
  for (let cell = 0; cell < cells; cell += 1) {
    const scores = names.map((_, at) => 1 / (1 + Math.exp(-(logits[at * cells + cell] ?? 0))))
    const x = ((cell % grid) + 0.5) * stride
    const y = (Math.floor(cell / grid) + 0.5) * stride
    const away = (at: number) =>
      stride * Math.exp(Math.max(-4, Math.min(4, log[at * cells + cell] ?? 0)))
    add(found, names, scores, [x - away(0), y - away(1), x + away(2), y + away(3)])
  }
  return found
}

/** Input float [1, 3, S, S] in 0..1; output [1, 4 + K, N]: centre x, centre y, width, height, then class scores. */
const runYolo = async (
  { session }: Model,
  { side, kinds: names }: Settings,
  pixels: Uint8Array,
): Promise<Found[]> => {
  const plane = side * side
  const input = Float32Array.from(
    { length: 3 * plane },
    (_, at) => (pixels[(at % plane) * 3 + Math.floor(at / plane)] ?? 0) / 255,
  )
  const name = session.inputNames[0] ?? 'images'
  const outputs = await session.run({ [name]: new Tensor('float32', input, [1, 3, side, side]) })
  const output = outputs[session.outputNames[0] ?? '']
  const values = floats(output, session.outputNames[0] ?? 'output0')
  const [, rows = 0, boxes = 0] = output?.dims ?? []
  if (rows !== 4 + names.length)
    throw new FatalError(
      'E_MODEL_OUTPUT',
      `"${oneStageName}" gives ${rows} rows a box, its settings name ${names.length} kinds: 4 more are wanted`,
    )
  const found: Found[] = []
  for (let at = 0; at < boxes; at += 1) {
    const of = (row: number) => values[row * boxes + at] ?? 0
    const [x, y, w, h] = [of(0), of(1), of(2) / 2, of(3) / 2]
    const scores = names.map((_, index) => of(4 + index))
    add(found, names, scores, [x - w, y - h, x + w, y + h])
  }
  return found
}

const add = (found: Found[], names: readonly PanelKind[], scores: number[], box: Box) => {
  const score = Math.max(...scores)
  const tissue = scores[names.indexOf('histology')] ?? 0
  if (score >= least)
    found.push({ box, kind: names[scores.indexOf(score)] ?? 'other', score, tissue })
}

const floats = (tensor: Tensor | undefined, name: string): Float32Array => {
  if (tensor?.data instanceof Float32Array) return tensor.data
  throw new FatalError(
    'E_MODEL_OUTPUT',
    `model "${oneStageName}" must give a float output "${name}": see its card`,
  )
}

/** A window in the upper left corner of a grey square, as `letterbox` in trainer/curation/detector/onestage.py. */
const letterbox = (
  levels: Pyramid,
  window: Box,
  across: number,
  down: number,
  side: number,
): Uint8Array => {
  const longer = Math.max(window[2] - window[0], window[3] - window[1])
  const level = Math.max(0, Math.floor(Math.log2(longer / side)))
  const image = levels(level)
  const [x0, y0, x1, y1] = window
  const [right, below] = [Math.min(image.width, x1 >> level), Math.min(image.height, y1 >> level)]
  const within: Box = [x0 >> level, y0 >> level, right, below]
  const small = cropTo(image, within, across, down)
  const out = new Uint8Array(side * side * 3).fill(128)
  for (let y = 0; y < down; y += 1)
    out.set(small.subarray(y * across * 3, (y + 1) * across * 3), y * side * 3)
  return out
}
