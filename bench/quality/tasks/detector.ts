import { figureFinding } from '../page/figure.ts'
import { averagePrecision, byScore, overlap, type Ranked } from '../score/boxes.ts'
import { rowOf, type Task, tally } from '../task.ts'
import { lookAtFigures, pictureSplit, type SeenFigure } from './figures.ts'

const rank = (figure: SeenFigure) => {
  const found = figure.found.filter(({ kind }) => kind === 'histology')
  const truth = figure.panels.filter(({ kind }) => kind === 'histology')
  const given = byScore(
    found,
    truth.map(({ bbox }) => bbox),
  )
  const hits = found.map(({ score }, index) => ({ score, hit: given[index] !== null }))
  return { figure, found, gold: truth, given, hits, truth: truth.length }
}
type RankedFigure = ReturnType<typeof rank>

/** What a false histology box lies on, as far as the annotation says. */
const liesOn = ({ figure, found }: RankedFigure, index: number): string => {
  const box = found[index]?.bbox ?? [0, 0, 0, 0]
  const [closest] = figure.panels
    .map(({ bbox, kind }) => ({ kind, value: overlap(box, bbox) }))
    .sort((a, b) => b.value - a.value)
  if (!closest || closest.value < 0.5) return 'false box: on no panel as a whole'
  return `false box: on ${closest.kind === 'histology' ? 'tissue found twice' : closest.kind}`
}

const errorsOf = (ranked: RankedFigure): string[] => [
  ...ranked.given.flatMap((at, index) => (at === null ? [liesOn(ranked, index)] : [])),
  ...ranked.gold.flatMap(({ stain }, at) =>
    ranked.given.includes(at) ? [] : [`missed: ${stain}`],
  ),
]

const wholeImage = ({ figure }: RankedFigure): Ranked => {
  const whole = { bbox: [0, 0, figure.width, figure.height] as const, score: 1 }
  const truth = figure.panels.filter(({ kind }) => kind === 'histology').map(({ bbox }) => bbox)
  return { hits: [{ score: 1, hit: byScore([whole], truth)[0] !== null }], truth: truth.length }
}

const per80 = (figures: readonly RankedFigure[]) =>
  (80 * figures.reduce((sum, { found }) => sum + found.length, 0)) / figures.length

export const detector: Task = {
  name: 'detector',
  about: 'histology panels of annotated figures, as histocorpus detect gives them',
  run: async (context) => {
    const figures = (await lookAtFigures(context, 'detector')).map(rank)
    const without = figures.filter(({ figure }) => !figure.hasHistology)
    const base = {
      ...{ task: 'detector', of: 'panels' },
      groupOf: ({ figure }: RankedFigure) => figure.group,
      sources: `${context.part}; gold-e2e, gold-panels`,
    }
    const panels = { ...base, items: figures, weight: ({ truth }: RankedFigure) => truth }
    const right = (items: readonly RankedFigure[]) =>
      items.reduce((sum, { hits }) => sum + hits.filter(({ hit }) => hit).length, 0)
    const share = (of: (item: RankedFigure) => number) => (items: readonly RankedFigure[]) =>
      right(items) / items.reduce((sum, item) => sum + of(item), 0)
    return {
      rows: [
        rowOf(panels, 'histology AP@0.5', averagePrecision, {
          baseline: averagePrecision(figures.map(wholeImage)),
          goal: '≥ 0.97',
        }),
        rowOf(
          panels,
          'histology recall',
          share(({ truth }) => truth),
        ),
        rowOf(
          { ...panels, of: 'boxes', weight: ({ found }) => found.length },
          'histology precision',
          share(({ found }) => found.length),
        ),
        rowOf(
          { ...base, of: 'figures', items: without },
          'false boxes per 80 figures without histology',
          per80,
          { baseline: 80, goal: '≤ 1' },
        ),
      ],
      split: pictureSplit[context.part],
      findings: figures.flatMap((ranked) => {
        const errors = errorsOf(ranked)
        if (errors.length === 0) return []
        const { figure, found, gold, given } = ranked
        return figureFinding(context.data, figure, {
          title: errors.length === 1 ? (errors[0] ?? '') : summary(errors),
          severity: errors.length,
          found: found.map(({ bbox, stain, score }, index) => ({
            ...{ bbox, text: `${stain} ${score.toFixed(2)}` },
            right: given[index] !== null,
          })),
          missed: gold
            .filter((_, at) => !given.includes(at))
            .map(({ bbox, stain }) => ({ bbox, text: stain ?? '' })),
        })
      }),
      confusions: { 'Boxes of histology': tally(figures.flatMap(errorsOf)) },
    }
  },
}

const summary = (errors: readonly string[]): string =>
  Object.entries(tally(errors))
    .map(([name, count]) => (count > 1 ? `${name} (${count})` : name))
    .join('; ')
