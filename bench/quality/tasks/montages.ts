import { detectPanels } from '../../../detectors/index.ts'
import type { Panel } from '../../../pipeline/types.ts'
import { singlePictures } from '../gold/pictures.ts'
import { createComposer, type Montage } from '../montage.ts'
import { drawn } from '../page/figure.ts'
import { byOverlap, type Counts, precision, recall } from '../score/boxes.ts'
import { type Row, rowOf, type Task, type TaskResult, tally } from '../task.ts'
import { pictureSplit } from './figures.ts'

const gutters = [0, 1, 3]
/** Montages of each gutter width. */
const many = 30

interface Seen extends Montage, Counts {
  panels: Panel[]
  given: (number | null)[]
}

const compare = (montage: Montage, panels: Panel[]): Seen => {
  const given = byOverlap(
    panels.map(({ bbox }) => bbox),
    montage.boxes,
  )
  const right = given.filter((at) => at !== null).length
  const counts = { right, found: panels.length, truth: montage.boxes.length }
  return { ...montage, ...counts, panels, given }
}

const wholeImage = ({ image, boxes }: Montage): Counts => {
  const given = byOverlap([[0, 0, image.width, image.height]], boxes)
  return { right: given.filter((at) => at !== null).length, found: 1, truth: boxes.length }
}

export const montages: Task = {
  name: 'montages',
  about: 'recall of panels in montages of real pictures with thin white gutters or none',
  run: async ({ data, part, models, limit, progress }) => {
    const compose = createComposer(data, singlePictures(data, part))
    const from = models === undefined ? {} : { models }
    const rows: Row[] = []
    const findings: TaskResult['findings'] = []
    const confusions: string[] = []
    for (const gutter of gutters) {
      progress(`montages: gutter of ${gutter} px`)
      const items: Seen[] = []
      for (let seed = 1; seed <= Math.min(many, limit ?? many); seed += 1) {
        const montage = await compose(seed, gutter)
        if (!montage) continue
        items.push(compare(montage, await detectPanels(montage.image, from)))
      }
      const of = {
        ...{ task: 'montages', of: 'panels', items },
        groupOf: ({ group }: Montage) => group,
        weight: ({ truth }: Counts) => truth,
        sources: `${part}; data/images, composed`,
      }
      const whole = items.map(wholeImage)
      rows.push(
        rowOf(of, `recall, ${gutter} px gutter`, recall, {
          baseline: recall(whole),
          goal: gutter < 3 ? '≥ 0.97' : null,
        }),
        rowOf(
          { ...of, of: 'boxes', weight: ({ found }) => found },
          `precision, ${gutter} px gutter`,
          precision,
        ),
      )
      for (const item of items) {
        const missed = item.boxes.filter((_, at) => !item.given.includes(at))
        confusions.push(...missed.map(() => `${gutter} px: panel without its box`))
        if (missed.length === 0) continue
        findings.push({
          title: `${gutter} px gutter, ${missed.length} of ${item.boxes.length} panels without their box (${item.group})`,
          kind: String(gutter),
          severity: missed.length,
          body: () =>
            drawn(item.image, {
              found: item.panels.map(({ bbox, kind }, index) => ({
                ...{ bbox, text: kind, right: item.given[index] !== null },
              })),
              missed: missed.map((bbox) => ({ bbox, text: '' })),
            }),
        })
      }
    }
    return {
      rows,
      split: pictureSplit[part],
      findings,
      confusions: { 'Panels of montages': tally(confusions) },
    }
  },
}
