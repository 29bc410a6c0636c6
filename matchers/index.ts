import { defaultModelFolder, modelPath, readManifest } from '../models/manifest.ts'
import { modelHash } from '../models/open.ts'
import { FatalError } from '../pipeline/errors.ts'
import { defineStage, keep } from '../pipeline/stage.ts'
import type { Match } from '../pipeline/types.ts'
import type { MatchInput } from './input.ts'
import { matchFigure } from './match.ts'
import { type Parameters, readParameters } from './parameters.ts'

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

/** Gives every histology panel of a figure its words. See {@link matcher}. */
export const matchPanels = (
  input: MatchInput,
  { models: folder = defaultModelFolder }: MatcherOptions = {},
): Promise<Match[]> => matchFigure(input, parametersOf(folder))

/**
 * Sub-image ↔ sub-caption, one assignment for the whole figure from printed letters, reading
 * order, positions, counts, kind and stain. Never drops: a panel below the threshold is flagged
 * (`match_unsure`, `count_mismatch`, `match_no_caption`) in its own `Match`.
 */
export const matcher = (options: MatcherOptions = {}) =>
  defineStage<MatchInput, Match[]>({
    name: 'matcher',
    version: `1:${modelHash(model, options.models)}`,
    fingerprint: ({ image_sha256, width, height, panels, split, caption, graphic_captions }) => ({
      ...{ image: image_sha256, width, height, panels, split, caption },
      graphic_captions: graphic_captions ?? [],
    }),
    run: async (input) => keep(await matchPanels(input, options)),
  })
