import { defaultModelFolder, modelPath, readManifest } from '../models/manifest.ts'
import { modelHash } from '../models/open.ts'
import { textEncoderName } from '../models/text-encoder.ts'
import { FatalError } from '../pipeline/errors.ts'
import { defineStage, keep } from '../pipeline/stage.ts'
import type { Match } from '../pipeline/types.ts'
import { encoderName, type ImageText, openImageText } from './encoder.ts'
import type { MatchInput } from './input.ts'
import { matchFigure } from './match.ts'
import { type Parameters, readParameters } from './parameters.ts'
import { hasProjection, openProjection } from './projection.ts'
import { compareBy } from './similarity.ts'

export type { MatchInput }

export interface MatcherOptions {
  /** Folder with a `manifest.json` that replaces the shipped models. */
  models?: string
}

const model = 'panel-matcher'
const read = new Map<string, Parameters>()

const parametersOf = (folder: string): Parameters => {
  let parameters = read.get(folder)
  if (!parameters) {
    const entry = readManifest(folder)[model]
    if (!entry)
      throw new FatalError('E_MODEL_MISSING', `no model "${model}" in ${folder}/manifest.json`)
    parameters = readParameters(modelPath(entry.file, folder))
    read.set(folder, parameters)
  }
  return parameters
}

/** Hashes of everything that a match depends on. */
const hashes = (folder = defaultModelFolder): string[] => {
  const models = readManifest(folder)
  const encoder = models[encoderName] !== undefined ? [encoderName] : []
  const pair = hasProjection(folder) ? ['panel-classifier', textEncoderName] : []
  return [model, ...(encoder.length > 0 ? encoder : pair)].flatMap((name) =>
    models[name] === undefined ? [] : modelHash(name, folder),
  )
}

const encoders = new Map<string, Promise<ImageText> | null>()

/** The configured encoder of a models folder, else the shipped pair, opened once; null without. */
const encoderOf = (folder: string): Promise<ImageText> | null => {
  let encoder = encoders.get(folder)
  if (encoder === undefined) {
    if (readManifest(folder)[encoderName] !== undefined) encoder = openImageText(folder)
    else encoder = hasProjection(folder) ? Promise.resolve(openProjection(folder)) : null
    encoders.set(folder, encoder)
  }
  return encoder
}

/** Gives every histology panel of a figure its words. See {@link matcher}. */
export const matchPanels = async (
  input: MatchInput,
  { models: folder = defaultModelFolder }: MatcherOptions = {},
): Promise<Match[]> => {
  const parameters = parametersOf(folder)
  const encoder = encoderOf(folder)
  return matchFigure(input, parameters, encoder ? compareBy(await encoder, input.image) : undefined)
}

/**
 * Sub-image ↔ sub-caption, one assignment for the whole figure from printed letters, reading
 * order, positions, counts, kind and stain, and the likeness of picture and words: by the shipped
 * projection pair, or by the `image-text` encoder that the models folder configures (see
 * `encoder.ts`). Never drops: a panel below the threshold is flagged
 * (`match_unsure`, `count_mismatch`, `match_no_caption`) in its own `Match`.
 */
export const matcher = (options: MatcherOptions = {}) =>
  defineStage<MatchInput, Match[]>({
    name: 'matcher',
    version: ['1', ...hashes(options.models)].join(':'),
    fingerprint: ({ image_sha256, width, height, panels, split, caption, graphic_captions }) => ({
      ...{ image: image_sha256, width, height, panels, split, caption },
      graphic_captions: graphic_captions ?? [],
    }),
    run: async (input) => keep(await matchPanels(input, options)),
  })
