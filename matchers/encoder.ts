import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'
import { type InferenceSession, Tensor } from 'onnxruntime-node'
import sharp from 'sharp'
import { z } from 'zod'
import { openModel } from '../models/open.ts'
import { openSession } from '../models/session.ts'
import { FatalError } from '../pipeline/errors.ts'
import type { Bbox, RawImage } from '../pipeline/types.ts'
import { crop } from './crop.ts'
import { openEncoder } from './embed/index.ts'

/** Name under which a `manifest.json` configures an image–text encoder. */
export const encoderName = 'image-text'

const channels = z.array(z.number()).length(3)

/** What the manifest entry must say; the defaults are those of OpenAI's CLIP and its descendants. */
const Settings = z.object({
  /** `clip`: separate graphs as transformers.js exports them; `coca`: as `python -m coca export` does. */
  layout: z.enum(['clip', 'coca']).default('clip'),
  size: z.number().int().default(224),
  mean: channels.default([0.48145466, 0.4578275, 0.40821073]),
  std: channels.default([0.26862954, 0.26130258, 0.27577711]),
  context: z.number().int().default(77),
  /** By how much cosines are multiplied to be log likelihoods. */
  scale: z.number().positive().default(50),
})

/** Unit vectors of pictures and of texts in one space. */
export interface ImageText {
  scale: number
  /** One panel of a figure. */
  image(figure: RawImage, bbox: Bbox): Promise<Float32Array>
  text(words: string): Promise<Float32Array>
}

export const unit = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}

/**
 * Opens the encoder that a manifest configures: a CLIP-style pair of ONNX graphs (PLIP, BiomedCLIP,
 * QuiltNet) with `file` the vision graph and `files` naming `text` and `tokenizer`
 * (`tokenizer.json`), or the graphs of an exported CoCa, which lie beside its other files.
 * @throws FatalError `E_MODEL_MISSING`, `E_MODEL_CHECKSUM`, `E_MODEL_LOAD` or `E_MODEL_SETTINGS`.
 */
export const openImageText = async (folder: string): Promise<ImageText> => {
  const vision = await openModel(encoderName, folder)
  const parsed = Settings.safeParse(vision.settings)
  if (!parsed.success)
    throw new FatalError(
      'E_MODEL_SETTINGS',
      `settings of "${encoderName}" in ${folder}/manifest.json: ${z.prettifyError(parsed.error)}`,
    )
  const settings = parsed.data
  return settings.layout === 'coca'
    ? openCoca(vision.path('text'), settings.scale)
    : openClip(vision, settings)
}

const openCoca = async (textGraph: string, scale: number): Promise<ImageText> => {
  const encoder = await openEncoder(dirname(dirname(textGraph)))
  return {
    scale,
    image: async (figure, bbox) =>
      (await encoder.images([crop(figure, bbox)]))[0]?.embeds ?? new Float32Array(),
    text: async (words) => (await encoder.texts([words]))[0]?.embeds ?? new Float32Array(),
  }
}

const json = async (path: string): Promise<Record<string, unknown>> =>
  z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(path, 'utf8')))

const openClip = async (
  vision: Awaited<ReturnType<typeof openModel>>,
  { size, mean, std, context, scale }: z.infer<typeof Settings>,
): Promise<ImageText> => {
  const session = await openSession(vision.path('text')).catch((cause: unknown) => {
    throw new FatalError('E_MODEL_LOAD', `cannot load ${vision.path('text')}`, { cause })
  })
  const tokenizer = new Tokenizer(await json(vision.path('tokenizer')), {})
  return {
    scale,
    async image(figure, bbox) {
      const { data, width, height, channels: planes } = crop(figure, bbox)
      const pixels = await sharp(data, { raw: { width, height, channels: planes } })
        .resize({ width: size, height: size, fit: 'cover', kernel: 'cubic' })
        .raw()
        .toBuffer()
      const input = Float32Array.from({ length: 3 * size * size }, (_, at) => {
        const channel = Math.floor(at / (size * size))
        const value = (pixels[(at % (size * size)) * 3 + channel] ?? 0) / 255
        return (value - (mean[channel] ?? 0)) / (std[channel] ?? 1)
      })
      const name = vision.session.inputNames[0] ?? 'pixel_values'
      const tensor = new Tensor('float32', input, [1, 3, size, size])
      return embedding(await vision.session.run({ [name]: tensor }), 'image_embeds')
    },
    async text(words) {
      const { ids } = tokenizer.encode(words)
      // The last token pools the text: it stays when the middle is too long.
      const kept = ids.length > context ? [...ids.slice(0, context - 1), ids.at(-1) ?? 0] : ids
      const shape = [1, kept.length]
      const feeds: Record<string, Tensor> = {}
      for (const name of session.inputNames) {
        const values = name.includes('mask')
          ? kept.map(() => 1n)
          : name.includes('type')
            ? kept.map(() => 0n)
            : kept.map(BigInt)
        feeds[name] = new Tensor('int64', BigInt64Array.from(values), shape)
      }
      return embedding(await session.run(feeds), 'text_embeds')
    },
  }
}

const embedding = (outputs: InferenceSession.OnnxValueMapType, name: string): Float32Array => {
  const data = (outputs[name] ?? outputs.embeds)?.data
  if (data instanceof Float32Array) return unit(data)
  throw new FatalError(
    'E_MODEL_LOAD',
    `the graph of "${encoderName}" gives no float output "${name}": export the encoder with its projection`,
  )
}
