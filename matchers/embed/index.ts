import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type InferenceSession, Tensor } from 'onnxruntime-node'
import { z } from 'zod'
import { openSession } from '../../models/session.ts'
import { FatalError } from '../../pipeline/errors.ts'
import type { RawImage } from '../../pipeline/types.ts'
import { toPixels } from './pixels.ts'
import { padding, tokenizer } from './tokens.ts'

const Preprocessor = z.object({
  crop_size: z.object({ height: z.number().int() }),
  image_mean: z.array(z.number()).length(3),
  image_std: z.array(z.number()).length(3),
  // Pictures smaller than the crop are padded; anything else would be another model's geometry.
  enlarge: z.literal(false),
})
const Shape = z.object({
  shape: z.object({ text: z.object({ context: z.number().int() }) }),
})

export interface Embedding {
  /** Before the projection: for probes and multiple-instance heads. */
  features: Float32Array
  /** After it, unit length: for comparison between pictures and words. */
  embeds: Float32Array
}

export interface DualEncoder {
  images(images: RawImage[]): Promise<Embedding[]>
  texts(texts: string[]): Promise<Embedding[]>
}

/** Cosine of two unit vectors. */
export const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)

/**
 * Opens a model folder that `python -m coca export` completed: `onnx/vision_model.onnx`,
 * `onnx/text_model.onnx`, `tokenizer.json` and the three config files. One thread, as all sessions.
 * @throws FatalError `E_MODEL_MISSING` or `E_MODEL_LOAD`, each with the remedy.
 */
export const openEncoder = async (folder: string): Promise<DualEncoder> => {
  const preprocessor = await readJson(folder, 'preprocessor_config.json', Preprocessor)
  const { context } = (await readJson(folder, 'config.json', Shape)).shape.text
  const encode = tokenizer(
    await readJson(folder, 'tokenizer.json', z.record(z.string(), z.unknown())),
    context,
  )
  const [vision, text] = await Promise.all([
    openExported(join(folder, 'onnx', 'vision_model.onnx')),
    openExported(join(folder, 'onnx', 'text_model.onnx')),
  ])
  const side = preprocessor.crop_size.height
  const pixels = { side, mean: preprocessor.image_mean, std: preprocessor.image_std }

  return {
    async images(images) {
      if (images.length === 0) return []
      const plane = 3 * side * side
      const batch = new Float32Array(images.length * plane)
      for (const [i, image] of images.entries()) batch.set(toPixels(image, pixels), i * plane)
      const input = new Tensor('float32', batch, [images.length, 3, side, side])
      return rows(await vision.run({ pixel_values: input }), images.length)
    },
    async texts(texts) {
      if (texts.length === 0) return []
      const ids = texts.map(encode)
      const length = Math.max(...ids.map((row) => row.length), 4)
      const batch = new BigInt64Array(ids.length * length).fill(BigInt(padding))
      for (const [i, row] of ids.entries()) batch.set(row.map(BigInt), i * length)
      const input = new Tensor('int64', batch, [ids.length, length])
      return rows(await text.run({ input_ids: input }), ids.length)
    },
  }
}

/** Both outputs, cut into one embedding an input. */
const rows = (outputs: InferenceSession.OnnxValueMapType, count: number): Embedding[] => {
  const cut = (name: 'features' | 'embeds') => {
    const data = outputs[name]?.data
    if (!(data instanceof Float32Array))
      throw new FatalError(
        'E_MODEL_LOAD',
        `the graph has no float output "${name}": export it again`,
      )
    const width = data.length / count
    return Array.from({ length: count }, (_, i) => data.slice(i * width, (i + 1) * width))
  }
  const embeds = cut('embeds')
  return cut('features').map((features, i) => ({
    features,
    embeds: embeds[i] ?? new Float32Array(),
  }))
}

const readJson = async <T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T> => {
  const path = join(folder, name)
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    throw new FatalError(
      'E_MODEL_MISSING',
      `cannot read ${path}: point at RUN/model of a training and run \`python -m coca export\` on it`,
      { cause },
    )
  }
}

const openExported = async (path: string): Promise<InferenceSession> => {
  try {
    return await openSession(path)
  } catch (cause) {
    throw new FatalError(
      'E_MODEL_LOAD',
      `cannot load ${path}: run \`python -m coca export --model …\` to write it`,
      { cause },
    )
  }
}
