import { Tensor } from 'onnxruntime-node'
import { z } from 'zod'
import { type Model, openModel } from '../models/open.ts'
import { FatalError } from '../pipeline/errors.ts'
import { type PanelKind, panelKinds, type Stain } from '../pipeline/types.ts'
import type { Box } from './boxes.ts'
import { cropTo, withContext } from './crop.ts'
import type { Pyramid } from './pyramid.ts'

export const classifierName = 'panel-classifier'

const Settings = z.object({
  /** Pixels on a side of a crop that is looked at, and of one that is glanced at. */
  side: z.number(),
  glance: z.number(),
  context: z.number(),
  kinds: z.array(z.enum([...panelKinds, 'not_a_panel'])),
  stains: z.array(z.enum(['H&E', 'IHC', 'special'])),
})

/** What a crop shows, as probabilities. */
export interface Look {
  box: Box
  kinds: Record<(typeof panelKinds)[number] | 'not_a_panel', number>
  stain: Stain
}

export const drawnKinds: ReadonlySet<PanelKind> = new Set(['chart', 'diagram', 'other'])

/** More likely a drawing than a picture: drawings are full of straight lines, and cuts break them. */
export const isDrawn = ({ kinds }: Pick<Look, 'kinds'>): boolean =>
  kinds.chart + kinds.diagram + kinds.other > 0.5

/** Crops judged in one call: enough to keep the convolutions busy, few enough for the cache. */
const batch = 16
/** A stain that the classifier gives less than this is left unspecified. */
const sureStain = 0.5

export interface Classifier {
  /** Judges boxes from a quarter of the pixels. */
  glance: (boxes: readonly Box[]) => Promise<Look[]>
  look: (boxes: readonly Box[]) => Promise<Look[]>
}

/** The crop classifier on one picture: which kind of panel a box shows, or that it is not one panel. */
export const openClassifier = async (levels: Pyramid, folder?: string): Promise<Classifier> => {
  const model = await openModel(classifierName, folder)
  const settings = Settings.parse(model.settings)
  return {
    glance: (boxes) => look(model, settings, levels, boxes, settings.glance),
    look: (boxes) => look(model, settings, levels, boxes, settings.side),
  }
}

const look = async (
  model: Model,
  { context, kinds, stains }: z.infer<typeof Settings>,
  levels: Pyramid,
  boxes: readonly Box[],
  side: number,
): Promise<Look[]> => {
  const looks: Look[] = []
  for (let start = 0; start < boxes.length; start += batch) {
    const part = boxes.slice(start, start + batch)
    const pixels = new Uint8Array(part.length * side * side * 3)
    for (const [index, box] of part.entries())
      pixels.set(cropBox(levels, withContext(box, context), side), index * side * side * 3)
    const { kindLogits, stainLogits } = await run(model, pixels, part.length, side)
    for (const [index, box] of part.entries()) {
      const kind = softmax(kindLogits.subarray(index * kinds.length, (index + 1) * kinds.length))
      const stain = softmax(
        stainLogits.subarray(index * stains.length, (index + 1) * stains.length),
      )
      const best = stain.indexOf(Math.max(...stain))
      const found = Object.fromEntries(
        kinds.map((name, at) => [name, kind[at] ?? 0]),
      ) as Look['kinds']
      const size = side * side * 3
      looks.push({
        box,
        kinds: isColourless(pixels.subarray(index * size, (index + 1) * size))
          ? { ...found, histology: 0, other_micro: found.other_micro + found.histology }
          : found,
        stain: (stain[best] ?? 0) < sureStain ? 'unspecified' : (stains[best] ?? 'unspecified'),
      })
    }
  }
  return looks
}

/** A crop of twice the input's side loses nothing when it is halved first, and costs a quarter. */
const cropBox = (levels: Pyramid, box: Box, side: number): Uint8Array => {
  const shorter = Math.min(box[2] - box[0], box[3] - box[1])
  const level = Math.max(0, Math.floor(Math.log2(shorter / side)))
  const scale = 2 ** level
  const [x0, y0, x1, y1] = box.map((edge) => Math.round(edge / scale))
  return cropTo(levels(level), [x0 ?? 0, y0 ?? 0, x1 ?? 1, y1 ?? 1], side, side)
}

/** Channels of a pixel that differ by less than this are grey, JPEG's noise included. */
const grey = 10
/** At most this share of a colourless picture is coloured: arrows, lines, letters. */
const coloured = 0.05
/**
 * Sections are dyed. A picture without colour is a phase contrast or electron micrograph, or a
 * section printed in grey, of which no model should learn a stain: of the pictures and panels that
 * trainer/curation/detector/pool.py stores, 0.4 % of 1,022 of tissue are colourless by this rule, and 46 % of
 * 642 other micrographs. Sparing faint even dyes (three of five lost immunostains) lets stained cell
 * cultures through: six more false boxes in three figures.
 */
const isColourless = (pixels: Uint8Array): boolean => {
  const most = (coloured * pixels.length) / 3
  let count = 0
  for (let at = 0; at < pixels.length; at += 3) {
    const r = pixels[at] ?? 0
    const g = pixels[at + 1] ?? 0
    const b = pixels[at + 2] ?? 0
    if (Math.max(r, g, b) - Math.min(r, g, b) > grey && ++count >= most) return false
  }
  return true
}

const run = async ({ session }: Model, pixels: Uint8Array, count: number, side: number) => {
  const outputs = await session.run({
    pixels: new Tensor('uint8', pixels, [count, side, side, 3]),
  })
  const { kinds, stains } = outputs
  if (!(kinds?.data instanceof Float32Array) || !(stains?.data instanceof Float32Array))
    throw new FatalError(
      'E_MODEL_OUTPUT',
      `model "${classifierName}" must give float outputs "kinds" and "stains": see its card`,
    )
  return { kindLogits: kinds.data, stainLogits: stains.data }
}

const softmax = (logits: Float32Array): number[] => {
  const top = Math.max(...logits)
  const powers = [...logits].map((value) => Math.exp(value - top))
  const sum = powers.reduce((total, value) => total + value, 0)
  return powers.map((value) => value / sum)
}
