import { type PanelKind, panelKinds } from '../pipeline/types.ts'
import { area, type Box, inside, suppress } from './boxes.ts'
import type { Look } from './classify.ts'

export interface Chosen {
  box: Box
  kind: PanelKind
  /** Probability of that kind. */
  score: number
  look: Look
}

/** More than this share inside a chosen panel, and a box is a piece of it. */
const piece = 0.3

/**
 * The panels of a figure among overlapping boxes that were all judged. Tissue first, by its
 * probability; then the largest box of any other kind wherever no tissue lies, because cuts break
 * charts into pieces that look like charts. A picture in which nothing is a panel is one panel.
 * @param threshold least probability of tissue
 */
export const selectPanels = (looks: readonly Look[], whole: Box, threshold: number): Chosen[] => {
  const tissue = suppress(
    looks
      .filter(({ kinds }) => kinds.histology >= threshold)
      .map((look) => ({ box: look.box, score: look.kinds.histology, look })),
  ).map((found): Chosen => ({ ...found, kind: 'histology' }))
  const clear = (box: Box) =>
    tissue.every(({ box: taken }) => inside(box, taken) < piece && inside(taken, box) < piece)
  const others = suppress(
    looks
      .filter(({ kinds, box }) => kinds.not_a_panel < 0.5 && clear(box))
      .map((look) => ({
        box: look.box,
        score: (1 - look.kinds.not_a_panel) * area(look.box) ** 0.15,
        look,
      })),
  ).map(({ box, look }): Chosen => ({ box, look, ...otherKind(look) }))
  const panels = [...tissue, ...others]
  if (panels.length > 0) return panels
  const look =
    looks.find(({ box }) => box.every((side, index) => side === whole[index])) ?? looks[0]
  return look ? [{ box: whole, look, ...otherKind(look) }] : []
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
