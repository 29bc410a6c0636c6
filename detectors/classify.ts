import { Tensor } from 'onnxruntime-node'
import { z } from 'zod'
import { type Model, openModel } from '../models/open.ts'
import { FatalError } from '../pipeline/errors.ts'
import { panelKinds, type RawImage, type Stain } from '../pipeline/types.ts'
import type { Box } from './boxes.ts'
import { cropTo, reduce, withContext } from './crop.ts'

export const classifierName = 'panel-classifier'

const Settings = z.object({
  side: z.number(),
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

/** Crops judged in one call: enough to keep the convolutions busy, few enough for the cache. */
const batch = 16
/** A stain that the classifier gives less than this is left unspecified. */
const sureStain = 0.5

/** Judges each box of a picture: which kind of panel it shows, or that it is not one panel. */
export const classifyBoxes = async (
  image: RawImage,
  boxes: readonly Box[],
  folder?: string,
): Promise<Look[]> => {
  const model = await openModel(classifierName, folder)
  const { side, context, kinds, stains } = Settings.parse(model.settings)
  const looks: Look[] = []
  const levels = createPyramid(image)
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
      const found = Object.fromEntries(kinds.map((name, at) => [name, kind[at] ?? 0]))
      looks.push({
        box,
        kinds: found as Look['kinds'],
        stain: (stain[best] ?? 0) < sureStain ? 'unspecified' : (stains[best] ?? 'unspecified'),
      })
    }
  }
  return looks
}

/** Halved copies of a picture, made when first asked for. */
const createPyramid = (image: RawImage): ((level: number) => RawImage) => {
  const levels = [image]
  return (level) => {
    for (let last = levels.length; last <= level; last += 1)
      levels.push(reduce(levels[last - 1] ?? image, 2))
    return levels[level] ?? image
  }
}

/** A crop of four times the input's side loses nothing when it is halved first, and costs a quarter. */
const cropBox = (levels: (level: number) => RawImage, box: Box, side: number): Uint8Array => {
  const shorter = Math.min(box[2] - box[0], box[3] - box[1])
  const level = Math.max(0, Math.floor(Math.log2(shorter / (2 * side))))
  const scale = 2 ** level
  const [x0, y0, x1, y1] = box.map((edge) => Math.round(edge / scale))
  return cropTo(levels(level), [x0 ?? 0, y0 ?? 0, x1 ?? 1, y1 ?? 1], side, side)
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
