import { Tensor } from 'onnxruntime-node'
import { z } from 'zod'
import { readManifest } from '../models/manifest.ts'
import { type Model, openModel } from '../models/open.ts'
import { FatalError } from '../pipeline/errors.ts'
import { type PanelKind, panelKinds } from '../pipeline/types.ts'
import { area, type Box, iou } from './boxes.ts'
import { cropTo } from './crop.ts'
import type { Pyramid } from './pyramid.ts'

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

/**
 * Panels of every kind in one look at the whole figure: charts and drawings, which cuts break into
 * pieces, and pictures without straight gutters. Best first, no two of them the same.
 * @throws FatalError `E_MODEL_OUTPUT` when the configured model answers in another shape.
 */
export const findPanels = async (levels: Pyramid, folder?: string): Promise<Found[]> => {
  const model = await openModel(oneStageName, folder)
  const settings = Settings.parse(model.settings)
  const { width, height } = levels(0)
  const scale = settings.side / Math.max(width, height)
  const across = Math.max(1, Math.round(width * scale))
  const down = Math.max(1, Math.round(height * scale))
  const pixels = letterbox(levels, across, down, settings.side)
  const found = await (settings.format === 'yolo' ? runYolo : runCells)(model, settings, pixels)
  const [sx, sy] = [width / across, height / down]
  const kept: Found[] = []
  for (const { box, ...rest } of found.sort((a, b) => b.score - a.score)) {
    const [x0, y0, x1, y1] = box
    const inside: Box = [
      Math.max(0, Math.round(x0 * sx)),
      Math.max(0, Math.round(y0 * sy)),
      Math.min(width, Math.round(x1 * sx)),
      Math.min(height, Math.round(y1 * sy)),
    ]
    if (area(inside) > 0 && !kept.some((other) => iou(other.box, inside) > same))
      kept.push({ box: inside, ...rest })
  }
  return kept
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
  if (score >= least) found.push({ box, kind: names[scores.indexOf(score)] ?? 'other', score })
}

const floats = (tensor: Tensor | undefined, name: string): Float32Array => {
  if (tensor?.data instanceof Float32Array) return tensor.data
  throw new FatalError(
    'E_MODEL_OUTPUT',
    `model "${oneStageName}" must give a float output "${name}": see its card`,
  )
}

/** The figure in the upper left corner of a grey square, as `letterbox` in trainer/curation/detector/onestage.py. */
const letterbox = (levels: Pyramid, across: number, down: number, side: number): Uint8Array => {
  const { width, height } = levels(0)
  const level = Math.max(0, Math.floor(Math.log2(Math.max(width, height) / side)))
  const image = levels(level)
  const small = cropTo(image, [0, 0, image.width, image.height], across, down)
  const out = new Uint8Array(side * side * 3).fill(128)
  for (let y = 0; y < down; y += 1)
    out.set(small.subarray(y * across * 3, (y + 1) * across * 3), y * side * 3)
  return out
}
