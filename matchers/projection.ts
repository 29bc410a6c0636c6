import { readFileSync } from 'node:fs'
import { Tensor } from 'onnxruntime-node'
import { z } from 'zod'
import { modelPath, readManifest } from '../models/manifest.ts'
import { openModel } from '../models/open.ts'
import { encodeText, textEncoderName } from '../models/text-encoder.ts'
import { FatalError } from '../pipeline/errors.ts'
import { square } from './crop.ts'
import { type ImageText, unit } from './encoder.ts'

const pictures = 'panel-classifier'

const Settings = z.object({
  projection: z.object({
    image: z.number().int(),
    text: z.number().int(),
    /** Checksums of the models whose features it was trained on. */
    image_model: z.string(),
    text_model: z.string(),
    width: z.number().int(),
    scale: z.number(),
  }),
})
const Look = z.object({ side: z.number().int(), context: z.number() })

/**
 * Whether a models folder holds the projection pair and the very models that it was trained
 * on: features of another training lie elsewhere, and comparing them would be noise.
 */
export const hasProjection = (folder: string): boolean => {
  const models = readManifest(folder)
  const entry = models['panel-matcher']
  const settings = Settings.safeParse(entry?.settings)
  return (
    settings.success &&
    entry?.files.projection !== undefined &&
    models[pictures]?.sha256 === settings.data.projection.image_model &&
    models[textEncoderName]?.sha256 === settings.data.projection.text_model
  )
}

/**
 * The shipped image–text encoder: two linear maps from the features of the panel classifier and of
 * the caption encoder into one small space. File: float32, bias [width], image map
 * [image, width], text map [text, width].
 * @throws FatalError `E_MODEL_MISSING` or `E_MODEL_LOAD`.
 */
export const openProjection = (folder: string): ImageText => {
  const entry = readManifest(folder)['panel-matcher']
  const file = entry?.files.projection?.file
  const settings = Settings.safeParse(entry?.settings)
  if (file === undefined || !settings.success)
    throw new FatalError('E_MODEL_MISSING', `${folder} lacks the projection of "panel-matcher"`)
  const { image, text, width, scale } = settings.data.projection
  const bytes = readFileSync(modelPath(file, folder))
  const numbers = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  )
  if (numbers.length !== width * (1 + image + text))
    throw new FatalError(
      'E_MODEL_LOAD',
      `${file} in ${folder} is not a ${image} + ${text} projection`,
    )
  const bias = numbers.subarray(0, width)
  const imageMap = numbers.subarray(width, width * (1 + image))
  const textMap = numbers.subarray(width * (1 + image))

  return {
    scale,
    async image(figure, bbox) {
      const model = await openModel(pictures, folder)
      const look = Look.parse(model.settings)
      const pixels = await square(figure, bbox, look)
      const input = new Tensor('uint8', pixels, [1, look.side, look.side, 3])
      const outputs = await model.session.run({ pixels: input }, ['image_features'])
      const features = outputs.image_features?.data
      if (!(features instanceof Float32Array))
        throw new FatalError('E_MODEL_LOAD', `"${pictures}" gives no image_features`)
      return unit(project(features, imageMap, width, bias))
    },
    text: async (words) => unit(project(await encodeText(words, folder), textMap, width)),
  }
}

const project = (
  features: Float32Array,
  map: Float32Array,
  width: number,
  bias?: Float32Array,
): Float32Array => {
  const out = bias ? bias.slice() : new Float32Array(width)
  for (const [row, value] of features.entries())
    for (let at = 0; at < width; at += 1)
      out[at] = (out[at] ?? 0) + value * (map[row * width + at] ?? 0)
  return out
}
