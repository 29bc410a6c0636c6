import { type PanelKind, panelKinds } from '../pipeline/types.ts'
import { agreedTissue } from './agree.ts'
import { area, type Box, closest, inside, iou, suppress } from './boxes.ts'
import { isDrawn, type Look } from './classify.ts'
import { type Found, trusted } from './onestage.ts'

export interface Chosen {
  box: Box
  kind: PanelKind
  /** Probability of that kind. */
  score: number
  look: Look
}

/** More than this share inside a chosen panel, and a box is a piece of it. */
const piece = 0.3

/** Of nested boxes of tissue the larger wins where it is hardly less sure: its part is as good tissue, and no panel. */
const larger = 0.04

/** Panels that are no tissue overlap less than this (IoU): boxes of the one-stage detector that straddle two do. */
const apart = 0.3
/** It takes the edges of a cut that overlaps it this much (IoU): cuts are exact to the pixel. */
const snap = 0.7

/**
 * The panels of a figure among overlapping boxes that were all judged. Tissue first, by the
 * probability on which both networks agree; then, wherever no tissue lies, what the one-stage detector found; then the largest
 * box of any other kind. Cuts break charts into pieces that look like charts, so drawings come from
 * the one-stage detector alone where there is one. A picture in which nothing is a panel is one panel.
 * @param threshold least probability of tissue
 */
export const selectPanels = (
  looks: readonly Look[],
  found: readonly Found[],
  whole: Box,
  threshold: number,
): Chosen[] => {
  const candidates = looks
    .map((look) => ({ box: look.box, score: agreedTissue(look, found, whole), look }))
    .filter(({ score }) => score >= threshold)
  const tissue = suppress(
    candidates
      .filter((candidate) => !isMontage(candidate, candidates))
      .map(({ score, ...one }) => ({
        ...one,
        sure: score,
        score: score * area(one.box) ** larger,
      })),
  ).map(({ box, look, sure }): Chosen => ({ box, look, score: sure, kind: 'histology' }))
  const clear = (box: Box) =>
    tissue.every(({ box: taken }) => inside(box, taken) < piece && inside(taken, box) < piece)
  const cut = looks
    .filter(({ kinds, box }) => kinds.not_a_panel < 0.5 && clear(box))
    .filter((look) => found.length === 0 || !isDrawn(look))
    .map((look) => ({
      box: look.box,
      score: (1 - look.kinds.not_a_panel) * area(look.box) ** 0.15,
      look,
    }))
  const first = Math.max(0, ...cut.map(({ score }) => score))
  const seen = found
    .filter(({ box, score }) => score >= trusted && clear(box))
    .flatMap(({ box, score, kind }) => {
      const look = closest(looks, box)
      return look ? [{ box: edgesFrom(cut, box), score: first + score, look, kind }] : []
    })
  const others = suppress<(typeof cut)[number] & { kind?: PanelKind }>(
    [...seen, ...cut],
    apart,
  ).map(({ box, look, kind: given }): Chosen => {
    const kind = given && given !== 'histology' ? given : otherKind(look).kind
    return { box, look, kind, score: look.kinds[kind] }
  })
  const panels = [...tissue, ...others]
  if (panels.length > 0) return panels
  const look =
    looks.find(({ box }) => box.every((side, index) => side === whole[index])) ?? looks[0]
  return look ? [{ box: whole, look, ...otherKind(look) }] : []
}

const edgesFrom = (cuts: readonly { box: Box }[], box: Box): Box => {
  const cut = closest(cuts, box)
  return cut && iou(cut.box, box) >= snap ? cut.box : box
}

/** Pieces cover at least this share of a montage. */
const covered = 0.8
/** Pieces may be this much less sure, on average, than the box that holds them. */
const patience = 0.3

/**
 * Whether a box of tissue is a montage of others. In a crop of the whole the gutter between two
 * sections is thinner than a pixel; in a crop of a piece the context beside it shows that the
 * picture ends. So the pieces are believed where they tile the box.
 */
const isMontage = <T extends { box: Box; score: number }>(
  whole: T,
  candidates: readonly T[],
): boolean => {
  const pieces = suppress(
    candidates.filter(
      ({ box }) => inside(box, whole.box) > 0.95 && area(box) < covered * area(whole.box),
    ),
    0.1,
    0.2,
  )
  const share = pieces.reduce((sum, { box }) => sum + area(box), 0) / area(whole.box)
  const sure = pieces.reduce((sum, { score }) => sum + score, 0) / pieces.length
  return pieces.length > 1 && share > covered && sure > whole.score - patience
}

const otherKind = ({ kinds }: Look): { kind: PanelKind; score: number } => {
  const kind = panelKinds
    .filter((name) => name !== 'histology')
    .reduce<PanelKind>((best, name) => (kinds[name] > kinds[best] ? name : best), 'other')
  return { kind, score: kinds[kind] }
}

/** Rows from the top, in a row from the left: the order in which letters are given. */
export const readingOrder = <T extends { box: Box }>(panels: readonly T[]): T[] => {
  const rows: T[][] = []
  for (const panel of [...panels].sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0])) {
    const middle = (panel.box[1] + panel.box[3]) / 2
    const row = rows.find(
      ([first]) =>
        first &&
        middle > first.box[1] &&
        first.box[3] > middle &&
        panel.box[1] < (first.box[1] + first.box[3]) / 2,
    )
    if (row) row.push(panel)
    else rows.push([panel])
  }
  return rows.flatMap((row) => row.sort((a, b) => a.box[0] - b.box[0]))
}
