import { modelHash } from '../models/open.ts'
import { defineStage, keep } from '../pipeline/stage.ts'
import type { Panel, RawImage } from '../pipeline/types.ts'
import { type Box, toBbox } from './boxes.ts'
import { classifierName, classifyBoxes } from './classify.ts'
import { letterModel, readLetters } from './letters/index.ts'
import { propose } from './proposals.ts'
import { readingOrder, selectPanels } from './select.ts'

export interface DetectorOptions {
  /** Folder with a `manifest.json` that replaces the shipped models. */
  models?: string
  /** Least probability of tissue. */
  threshold?: number
}

/** Bump when the code changes what it makes of the same model outputs. */
const code = 1
const tissueThreshold = 0.5

/**
 * The panels of a figure in reading order: gutter and edge cuts propose boxes, the crop classifier
 * judges each, a reader looks for printed letters. Boxes are integer pixels inside the picture; one panel at least.
 */
export const detectPanels = async (
  image: RawImage,
  { models, threshold = tissueThreshold }: DetectorOptions = {},
): Promise<Panel[]> => {
  const whole: Box = [0, 0, image.width, image.height]
  const looks = await classifyBoxes(image, propose(image), models)
  const panels = readingOrder(selectPanels(looks, whole, threshold))
  const letters = await readLetters(
    image,
    panels.map(({ box }) => box),
    models,
  )
  return panels.map(({ box, kind, score, look }, index) => ({
    bbox: toBbox(box, image.width, image.height),
    kind,
    stain: kind === 'histology' ? look.stain : null,
    score: Number(score.toFixed(4)),
    label: letters[index]?.label ?? null,
    label_score: letters[index]?.score ?? 0,
  }))
}

export interface DetectInput {
  image: () => Promise<RawImage>
  image_sha256: string
}

/** Stage: which regions of a figure show what. Never drops: the walk judges kinds and scores. */
export const detector = (options: DetectorOptions = {}) =>
  defineStage<DetectInput, Panel[]>({
    name: 'detector',
    version: [
      ...[code, options.threshold ?? tissueThreshold],
      ...[classifierName, letterModel].map((name) => modelHash(name, options.models)),
    ].join(':'),
    fingerprint: ({ image_sha256 }) => ({ image: image_sha256 }),
    run: async ({ image }) => keep(await detectPanels(await image(), options)),
  })
