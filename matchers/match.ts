import type { FlagReason } from '../pipeline/reasons.ts'
import type { CaptionSplit, Match, Panel } from '../pipeline/types.ts'
import { assign } from './assign.ts'
import { pairFeatures, probability } from './calibrate.ts'
import type { MatchInput } from './input.ts'
import type { Parameters } from './parameters.ts'
import { type Slot, slotsOf, splitByGraphics } from './slots.ts'

/** A lone panel that covers this share of its figure is a figure that was not taken apart. */
const wholeFigure = 0.5

const round = (value: number) => Math.round(value * 1e4) / 1e4

/** Looks of panels and words of sub-captions compared. [panels][slots], or null without models. */
export type Compare = (
  panels: readonly Panel[],
  slots: readonly Slot[],
  split: CaptionSplit,
) => Promise<number[][] | null>

/**
 * Gives every histology panel its words. Captions that are not split, and figures that were not
 * taken apart, give the whole caption; otherwise one assignment for the figure decides.
 */
export const matchFigure = async (
  input: Pick<MatchInput, 'panels' | 'split' | 'caption' | 'graphic_captions' | 'width' | 'height'>,
  parameters: Parameters,
  compare?: Compare,
  wanted: (panel: Panel) => boolean = ({ kind }) => kind === 'histology',
): Promise<Match[]> => {
  const { panels, caption, width, height } = input
  const chosen = panels.flatMap((panel, at) => (wanted(panel) ? [at] : []))
  const split = input.split.multi
    ? input.split
    : (splitByGraphics(caption, input.graphic_captions) ?? input.split)
  const slots = slotsOf(split)
  if (slots.length < 2) return chosen.map((at) => wholeCaption(at, input, parameters))

  const [only] = panels
  const area = only ? (only.bbox[2] * only.bbox[3]) / (width * height) : 0
  if (panels.length === 1 && area >= wholeFigure && only?.label === null)
    return chosen.map((at) => ({
      ...wholeCaption(at, input, parameters),
      score: parameters.undivided,
      flag: parameters.undivided < parameters.sure ? 'count_mismatch' : null,
    }))

  const similarity = (await compare?.(panels, slots, split)) ?? undefined
  const figure = assign(panels, slots, parameters, similarity)
  return chosen.flatMap((at): Match[] => {
    const found = figure.panels[at]
    if (!found) return []
    const slot = slots[found.slot]
    const part = slot ? split.panels[slot.part] : undefined
    const evidence = {
      printed: panels[at]?.label ?? null,
      letter: found.letter,
      order: figure.order,
      order_sure: round(figure.order_sure),
      assignment: round(found.sure),
      labels_unused: figure.unused,
      panels: panels.length,
      labels: slots.length,
      similarity: slot ? (similarity?.[at]?.[found.slot] ?? null) : null,
    }
    if (!slot || !part) {
      const score = round(parameters.stray)
      const whole = wholeCaption(at, input, parameters)
      return [{ ...whole, score, evidence, flag: 'match_no_caption' }]
    }
    const words = part.subcaption.split(/\s+/).filter(Boolean).length
    const features = pairFeatures(found, figure, panels, slots, words)
    const score = round(probability(features, parameters.calibration))
    const odd = figure.unused > 0 || found.sharing > 1
    const flag: FlagReason | null =
      score >= parameters.sure ? null : odd ? 'count_mismatch' : 'match_unsure'
    return [
      {
        panel: at,
        labels: found.letter === 'same' || part.labels.length > 1 ? [slot.label.text] : part.labels,
        subcaption: slot.part,
        caption: part.full,
        spans: part.spans,
        score,
        evidence,
        flag,
      },
    ]
  })
}

const wholeCaption = (
  panel: number,
  { panels, caption }: Pick<MatchInput, 'panels' | 'caption'>,
  { whole, sure }: Parameters,
): Match => {
  const letters = new Set(panels.flatMap(({ label }) => label?.toLowerCase() ?? []))
  const score =
    panels.length === 1 ? whole.single : letters.size > 1 ? whole.lettered : whole.several
  return {
    panel,
    labels: [],
    subcaption: null,
    caption,
    spans: [[0, caption.length]],
    score,
    evidence: { panels: panels.length, labels: 0, letters: letters.size },
    flag: score >= sure ? null : 'match_unsure',
  }
}
