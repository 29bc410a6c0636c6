import { modelHash } from '../models/open.ts'
import { defineStage, keep } from '../pipeline/stage.ts'
import type { Panel, RawImage } from '../pipeline/types.ts'
import { type Box, toBbox } from './boxes.ts'
import { classifierName, isDrawn, type Look, openClassifier } from './classify.ts'
import { hopelessIn } from './hopeless.ts'
import { letterModel, readLetters } from './letters/index.ts'
import { type Found, findPanels, hasOneStage, oneStageName, trusted } from './onestage.ts'
import { distinct, proposalsOf } from './proposals.ts'
import { createPyramid, type Pyramid } from './pyramid.ts'
import { readingOrder, selectPanels } from './select.ts'

export interface DetectorOptions {
  /** Folder with a `manifest.json` that replaces the shipped models. */
  models?: string
  /** Least probability of tissue. */
  threshold?: number
}

/** Bump when the code changes what it makes of the same model outputs. */
const code = 6
const tissueThreshold = 0.5

/** A box that a glance gives less than this to be one panel is given up. */
const unlikely = 0.25
/** One that it gives less than this is not looked at either, if it gives less than `suspect` to tissue. */
const likely = 0.5
const suspect = 0.05

const chance = ({ kinds }: Look) => 1 - kinds.not_a_panel

/**
 * Looks at the boxes that may be panels. The classifier glances at every gutter cut, then at the
 * pieces of those that may hold pictures side by side and at what the one-stage detector found
 * besides, but for boxes that are hopeless after it; what a glance does not rule out is looked at.
 */
const judge = async (
  levels: Pyramid,
  found: readonly Found[],
  models?: string,
): Promise<Look[]> => {
  const image = levels(0)
  const hopeless = hopelessIn(image, found)
  const { cuts, pieces } = proposalsOf(image)
  const classifier = await openClassifier(levels, models)
  const seen = await classifier.glance(cuts.filter((box) => !hopeless(box)))
  const pictures = seen.filter((glance) => !isDrawn(glance)).map(({ box }) => box)
  const others = [
    ...pieces(pictures).filter((box) => !hopeless(box)),
    ...found.filter(({ box, score }) => score >= trusted || !hopeless(box)).map(({ box }) => box),
  ]
  seen.push(...(await classifier.glance(distinct(others, cuts))))
  const best = Math.max(...seen.map(chance))
  const chosen = seen.filter((glance) => chance(glance) >= Math.min(unlikely, best))
  // Drawings come from the one-stage detector: what it found makes a second look at theirs needless.
  const settled = (glance: Look) =>
    (found.length > 0 && isDrawn(glance)) ||
    (chance(glance) < Math.min(likely, best) && glance.kinds.histology < suspect)
  const looks = await classifier.look(chosen.filter((one) => !settled(one)).map(({ box }) => box))
  return [...looks, ...chosen.filter(settled)]
}

/**
 * The panels of a figure in reading order: gutter and edge cuts propose boxes, the crop classifier
 * judges them, a one-stage detector finds the charts, a reader looks for printed letters. Boxes are
 * integer pixels inside the picture; one panel at least.
 */
export const detectPanels = async (
  image: RawImage,
  { models, threshold = tissueThreshold }: DetectorOptions = {},
): Promise<Panel[]> => {
  const whole: Box = [0, 0, image.width, image.height]
  const levels = createPyramid(image)
  const found = hasOneStage(models) ? await findPanels(levels, models) : []
  const looks = await judge(levels, found, models)
  const panels = readingOrder(selectPanels(looks, found, whole, threshold))
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
      ...[classifierName, letterModel, ...(hasOneStage(options.models) ? [oneStageName] : [])].map(
        (name) => modelHash(name, options.models),
      ),
    ].join(':'),
    fingerprint: ({ image_sha256 }) => ({ image: image_sha256 }),
    run: async ({ image }) => keep(await detectPanels(await image(), options)),
  })
