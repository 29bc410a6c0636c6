import type { Bbox } from '../../../pipeline/types.ts'
import { figureFinding } from '../page/figure.ts'
import {
  around,
  byOverlap,
  type Counts,
  f1,
  precision,
  recall,
  shareInside,
} from '../score/boxes.ts'
import { rowOf, type Task, tally } from '../task.ts'
import { lookAtFigures, pictureSplit, type SeenFigure } from './figures.ts'

/**
 * The ways in which the panels of a figure may be counted: as drawn, by the framed pictures of a
 * panel, or one box a letter. The kindest is taken, as `gold-e2e/score.py` does.
 */
const readings = ({ panels }: SeenFigure): Bbox[][] => {
  const letters = new Map<string, Bbox[]>()
  for (const [index, { label, bbox }] of panels.entries()) {
    const key = label ?? `#${index}`
    letters.set(key, [...(letters.get(key) ?? []), bbox])
  }
  return [
    panels.map(({ bbox }) => bbox),
    panels.flatMap(({ bbox, parts }) => (parts.length > 0 ? parts : [bbox])),
    [...letters.values()].map(around),
  ]
}

interface Compared extends Counts {
  figure: SeenFigure
  boxes: Bbox[]
  given: (number | null)[]
}

const compare = (figure: SeenFigure): Compared => {
  const found = figure.found.map(({ bbox }) => bbox)
  const compared = readings(figure).map((boxes) => {
    const given = byOverlap(found, boxes)
    const right = given.filter((at) => at !== null).length
    return { figure, boxes, given, right, found: found.length, truth: boxes.length }
  })
  return compared.reduce((best, one) => (f1([one]) > f1([best]) ? one : best))
}

const wholeImage = ({ figure, boxes }: Compared): Counts => {
  const right = byOverlap([[0, 0, figure.width, figure.height]], boxes).filter((at) => at !== null)
  return { right: right.length, found: 1, truth: boxes.length }
}

/** Why a true panel has no box of its own. */
const lostAs = ({ figure, given, boxes }: Compared, at: number): string => {
  const panel = boxes[at] ?? [0, 0, 0, 0]
  const kind = figure.panels.reduce(
    (best, other) =>
      shareInside(other.bbox, panel) > shareInside(best.bbox, panel) ? other : best,
    figure.panels[0] ?? { bbox: panel, kind: 'other' },
  ).kind
  const free = figure.found.filter((_, index) => given[index] === null)
  if (free.filter(({ bbox }) => shareInside(bbox, panel) > 0.7).length > 1)
    return `${kind}: cut in pieces`
  const merged = figure.found.some(
    ({ bbox }) =>
      shareInside(panel, bbox) > 0.7 &&
      boxes.filter((other) => shareInside(other, bbox) > 0.7).length > 1,
  )
  if (merged) return `${kind}: one box over several`
  const near = free.some(
    ({ bbox }) => shareInside(bbox, panel) > 0.5 || shareInside(panel, bbox) > 0.5,
  )
  return near ? `${kind}: box too small or too large` : `${kind}: not found`
}

const errorsOf = (compared: Compared): string[] => [
  ...compared.boxes.flatMap((_, at) => (compared.given.includes(at) ? [] : [lostAs(compared, at)])),
  ...compared.given.flatMap((at, index) => {
    const box = compared.figure.found[index]?.bbox
    if (at !== null || !box) return []
    const touches = compared.boxes.some(
      (panel) => shareInside(box, panel) > 0.3 || shareInside(panel, box) > 0.3,
    )
    return touches ? [] : ['box where no panel is']
  }),
]

export const panels: Task = {
  name: 'panels',
  about: 'boxes of all kinds on figures of several panels',
  run: async (context) => {
    const several = await lookAtFigures(context, 'panels', (figure) => figure.panels.length > 1)
    const items = several.map(compare)
    const of = {
      ...{ task: 'panels', of: 'panels', items },
      groupOf: ({ figure }: Compared) => figure.group,
      weight: ({ truth }: Compared) => truth,
      sources: `${context.part}; gold-e2e, gold-panels`,
    }
    const whole = items.map(wholeImage)
    return {
      rows: [
        rowOf(of, 'box F1@0.5', f1, { baseline: f1(whole), goal: '≥ 0.98; dev ≥ 0.92' }),
        rowOf(of, 'box precision', precision, { baseline: precision(whole) }),
        rowOf(of, 'box recall', recall, { baseline: recall(whole) }),
      ],
      split: pictureSplit[context.part],
      findings: items.flatMap((compared) => {
        const { figure, boxes, given } = compared
        const wrong = errorsOf(compared)
        if (wrong.length === 0) return []
        const [most] = Object.entries(tally(wrong)).sort(([, a], [, b]) => b - a)
        return figureFinding(context.data, figure, {
          title: `F1 ${f1([compared]).toFixed(2)}: ${most?.[0]} (${most?.[1]})`,
          severity: wrong.length,
          found: figure.found.map(({ bbox, kind }, index) => ({
            ...{ bbox, text: kind, right: given[index] !== null },
          })),
          missed: boxes.filter((_, at) => !given.includes(at)).map((bbox) => ({ bbox, text: '' })),
        })
      }),
      confusions: { 'Panels without their box': tally(items.flatMap(errorsOf)) },
    }
  },
}
