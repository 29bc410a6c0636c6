import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { matchPanels } from '../../../matchers/index.ts'
import { createGraphic } from '../../../pipeline/graphic.ts'
import { createPlan, type Plan } from '../../../pipeline/plan.ts'
import { decided } from '../../../pipeline/stage.ts'
import { pairStain } from '../../../pipeline/stain.ts'
import type { ClassifyInput, SpeciesVerdict, Stain, Topic } from '../../../pipeline/types.ts'
import { parseJats } from '../../../sources/jats/index.ts'
import { splitCaption } from '../../../splitters/index.ts'
import { type EndToEndFigure, endToEndFigures } from '../gold/pictures.ts'
import { sample } from '../measures.ts'
import { figureFinding } from '../page/figure.ts'
import { pairTable } from '../page/pairs.ts'
import { averagePrecision, f1, precision, recall } from '../score/boxes.ts'
import {
  type FigurePairs,
  type FoundPair,
  sameCaption,
  scorePairs,
  type TruePair,
} from '../score/pairs.ts'
import { type Context, rowOf, type Task, tally } from '../task.ts'
import { pictureSplit } from './figures.ts'

const PairLine = z.object({
  figure_file: z.string(),
  article: z.string(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  caption_full: z.string(),
  caption_alt: z.array(z.string()),
  species: z.string(),
  stain: z.string(),
  topic: z.string(),
  topic_alt: z.array(z.string()),
})
type GoldPair = z.infer<typeof PairLine> & TruePair

export interface Pair extends FoundPair {
  species: SpeciesVerdict
  stain: Stain
  topic: Topic
}

interface Item extends FigurePairs {
  figure: EndToEndFigure
  gold: GoldPair[]
  pairs: Pair[]
  whole: FigurePairs
}

const goldPairs = (data: string): GoldPair[] =>
  readFileSync(join(data, 'gold-e2e/pairs.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => PairLine.parse(JSON.parse(line)))
    .map((pair) => ({ ...pair, captions: [pair.caption_full, ...pair.caption_alt] }))

/** What the article says around a figure; nothing for textbooks, which have no XML. */
const articleWords = (data: string, { file, figure_id }: EndToEndFigure) => {
  const xml = join(data, 'images', dirname(file), 'fulltext.xml')
  if (!existsSync(xml)) return {}
  const { title, abstract, keywords, mesh, subjects, figures } = parseJats(readFileSync(xml))
  const figure = figures.find((one) => one.figure_id === figure_id)
  const mentions = figure?.mentions.map(({ text }) => text) ?? []
  return { title, abstract, keywords, mesh, subjects, mentions }
}

/** The pairs of a figure by the code of `histocorpus match` and `histocorpus classify`. */
const pairsOf = async (
  { data, models, detect }: Context,
  plan: Plan,
  figure: EndToEndFigure,
): Promise<Pair[]> => {
  const from = models === undefined ? {} : { models }
  const caption = figure.caption_raw
  const { panels, width, height } = await detect(figure.file)
  const split = await splitCaption(caption, from)
  const { image, sha256 } = createGraphic(await readFile(join(data, 'images', figure.file)))
  const picture = { image, image_sha256: sha256, width, height }
  const matches = await matchPanels({ ...picture, panels, split, caption }, from)
  const around = articleWords(data, figure)
  const pairs: Pair[] = []
  for (const match of matches) {
    const panel = panels[match.panel]
    if (!panel) continue
    const input: ClassifyInput = { caption: match.caption, figure_caption: caption, ...around }
    const { verdict: species } = decided(await plan.pair.species.run(input, {}))
    const { stains } = decided(await plan.pair.stain.run(input, {}))
    const { topic } = decided(await plan.pair.topic.run(input, {}))
    const stain = pairStain(panel.stain, stains)
    const { bbox, score } = panel
    pairs.push({ bbox, score, caption: match.caption, species, stain, topic })
  }
  return pairs
}

const wholeFigure = ({ width, height, caption_raw }: EndToEndFigure, gold: GoldPair[]) =>
  scorePairs([{ bbox: [0, 0, width, height], caption: caption_raw, score: 1 }], gold)

interface Attributes {
  pair: Pair
  gold: GoldPair
}

const matchedOf = ({ given, pairs, gold }: Item): Attributes[] =>
  given.flatMap((at, index) => {
    const [pair, truth] = [pairs[index], at === null ? undefined : gold[at]]
    return pair && truth ? [{ pair, gold: truth }] : []
  })

const shareRight = (right: (matched: Attributes) => boolean) => (items: readonly Item[]) => {
  const matched = items.flatMap(matchedOf)
  return matched.filter(right).length / matched.length
}

const nonhumanKept = ({ pair, gold }: Attributes) =>
  gold.species === 'nonhuman' && pair.species === 'human'

const errorsOf = (item: Item): string[] => [
  ...item.given.flatMap((at) => (at === null ? ['box that is no tissue panel'] : [])),
  ...item.gold.flatMap((_, at) => (item.given.includes(at) ? [] : ['tissue panel not found'])),
  ...item.matched.flatMap(({ captionF1 }) => (captionF1 < sameCaption ? ['wrong words'] : [])),
  ...matchedOf(item).flatMap(({ pair, gold }) => [
    ...(pair.species === gold.species ? [] : [`${gold.species} called ${pair.species}`]),
    ...(pair.stain === gold.stain ? [] : [`stain ${gold.stain} called ${pair.stain}`]),
    ...(topicRight({ pair, gold }) ? [] : [`topic ${gold.topic} called ${pair.topic}`]),
  ]),
]

const topicRight = ({ pair, gold }: Attributes) =>
  [gold.topic, ...gold.topic_alt].includes(pair.topic)

/** The predictions as `gold-e2e/score.py` reads them. */
const writePredictions = (items: readonly Item[], path: string) => {
  const lines = items.flatMap(({ figure, pairs }) =>
    pairs.map((pair) => JSON.stringify({ figure_file: figure.figure_file, ...pair })),
  )
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${lines.join('\n')}\n`)
}

export const endToEnd: Task = {
  name: 'end-to-end',
  about: 'pairs of real figures: box, words, species, stain, topic; scored as score.py does',
  run: async (context) => {
    const { data, part, limit, models, progress, predictions } = context
    const plan = createPlan(models === undefined ? {} : { models })
    const truth = goldPairs(data)
    const figures = sample(endToEndFigures(data, part), limit, ({ file }) => file)
    const items: Item[] = []
    for (const figure of figures) {
      if (items.length % 20 === 19) progress(`end-to-end: ${items.length + 1} of ${figures.length}`)
      const gold = truth.filter(({ figure_file }) => figure_file === figure.figure_file)
      const pairs = await pairsOf(context, plan, figure)
      const whole = wholeFigure(figure, gold)
      items.push({ figure, gold, pairs, whole, ...scorePairs(pairs, gold) })
    }
    if (predictions !== undefined) writePredictions(items, predictions)
    const of = {
      ...{ task: 'end-to-end', of: 'pairs', items, sources: `${part}; gold-e2e` },
      groupOf: ({ figure }: Item) => figure.group,
      weight: (item: Item) => item.truth,
    }
    const matched = { ...of, weight: (item: Item) => item.matched.length }
    const boxes = (measure: typeof f1) => (some: readonly Item[]) =>
      measure(some.map((item) => item.boxes))
    const ranked = (some: readonly Item[]) =>
      averagePrecision(
        some.map(({ pairs, given, truth: count }) => ({
          hits: pairs.map(({ score }, index) => ({ score, hit: given[index] !== null })),
          truth: count,
        })),
      )
    const whole = items.map((item) => item.whole)
    const wholeBoxes = whole.map((item) => item.boxes)
    const equal = (name: 'species' | 'stain') =>
      shareRight(({ pair, gold }) => pair[name] === gold[name])
    const animals = {
      ...matched,
      of: 'non-human pairs found',
      weight: (item: Item) =>
        matchedOf(item).filter(({ gold }) => gold.species === 'nonhuman').length,
    }
    return {
      rows: [
        rowOf(of, 'pair F1', f1, { baseline: f1(whole), goal: '≥ 0.85' }),
        rowOf(of, 'box precision', boxes(precision), { baseline: precision(wholeBoxes) }),
        rowOf(of, 'box recall', boxes(recall), { baseline: recall(wholeBoxes) }),
        rowOf(of, 'box AP@0.5', ranked),
        rowOf(matched, 'words right where the box is', (some) => {
          const all = some.flatMap((item) => item.matched)
          return all.filter(({ captionF1 }) => captionF1 >= sameCaption).length / all.length
        }),
        rowOf(matched, 'species right', equal('species')),
        rowOf(
          animals,
          'non-human called human, pairs',
          (some) => some.flatMap(matchedOf).filter(nonhumanKept).length,
        ),
        rowOf(matched, 'stain right', equal('stain')),
        rowOf(matched, 'topic right', shareRight(topicRight)),
      ],
      split: `${pictureSplit[part]}; captions were seen while the splitter was written`,
      findings: items.flatMap((item) => {
        const errors = errorsOf(item)
        if (errors.length === 0) return []
        const { figure, pairs, given, gold } = item
        const title = Object.entries(tally(errors)).map(([name, n]) =>
          n > 1 ? `${name} (${n})` : name,
        )
        return figureFinding(
          context.data,
          figure,
          {
            title: title.join('; '),
            severity: errors.reduce(
              (sum, name) => sum + (/box|found|words|called human/.test(name) ? 2 : 1),
              0,
            ),
            found: pairs.map(({ bbox }, index) => ({
              ...{ bbox, text: String(index + 1) },
              right: given[index] !== null,
            })),
            missed: gold
              .filter((_, at) => !given.includes(at))
              .map(({ bbox }) => ({ bbox, text: '' })),
          },
          pairTable(
            pairs.map((pair, index) => {
              const at = given[index] ?? null
              return { pair, gold: at === null ? null : (gold[at] ?? null) }
            }),
            figure.caption_raw,
          ),
        )
      }),
      confusions: { 'Pairs with an error': tally(items.flatMap(errorsOf)) },
    }
  },
}
