import type { MatchInput } from '../matchers/input.ts'
import type { Store } from '../store/store.ts'
import { toHistocorpusError } from './errors.ts'
import { createGraphic, type Graphic, graphicExtension } from './graphic.ts'
import { contentId, subCaptionId } from './ids.ts'
import type { Memory } from './memory.ts'
import { dropped, failed, kept, kindest, outcomeOf } from './outcome.ts'
import { judgePairs } from './pairs.ts'
import { describePanels } from './panels.ts'
import type { Plan } from './plan.ts'
import type { FigureRecord, Outcome } from './record.ts'
import { decided } from './stage.ts'
import type { Article, CaptionSplit, FigureSource, Panel } from './types.ts'

export interface FigureWalk {
  article: Article
  /** What the article's licence and rights already say: a flag travels to every pair. */
  articleOutcome: Outcome
  read(file: string): Promise<Buffer>
  plan: Plan
  memory: Memory
  store: Store
}

/**
 * Walks one figure through the plan. Whatever goes wrong fails this figure alone, unless the error
 * is fatal, throttled or worth a retry of the whole article.
 */
export const walkFigure = async (figure: FigureSource, walk: FigureWalk): Promise<FigureRecord> => {
  const record = blankRecord(figure, walk.article)
  try {
    return await fillRecord(record, figure, walk)
  } catch (thrown) {
    const error = toHistocorpusError(thrown)
    if (error.consequence !== 'item') throw error
    return { ...record, panels: [], subcaptions: [], pairs: [], outcome: failed(error) }
  }
}

const blankRecord = (figure: FigureSource, { article_id }: Article): FigureRecord => ({
  id: contentId('fig', article_id, figure.figure_id, figure.href),
  figure_id: figure.figure_id,
  ordinal: figure.ordinal,
  label: figure.label,
  caption: figure.caption,
  href: figure.href,
  file: figure.file,
  graphic_sha256: null,
  graphic_md5: null,
  width: null,
  height: null,
  stored: null,
  third_party: figure.third_party,
  mentions: figure.mentions,
  panels: [],
  subcaptions: [],
  pairs: [],
  outcome: kept,
})

/** What can be said without looking at the picture. */
const obstacle = (figure: FigureSource, articleOutcome: Outcome): Outcome | null => {
  if (articleOutcome.state === 'dropped') return articleOutcome
  if (figure.href === null) return dropped(figure.media === null ? 'no_graphic' : 'not_a_picture')
  if (figure.file === null) return dropped('missing_graphic')
  if (figure.caption.trim() === '') return dropped('no_caption')
  return null
}

const fillRecord = async (
  record: FigureRecord,
  figure: FigureSource,
  walk: FigureWalk,
): Promise<FigureRecord> => {
  const { plan, memory, store, articleOutcome } = walk
  const ended = obstacle(figure, articleOutcome)
  if (ended) return { ...record, outcome: ended }

  const graphic = createGraphic(await walk.read(figure.file ?? ''))
  record.graphic_sha256 = graphic.sha256
  record.graphic_md5 = graphic.md5

  const size = await memory.run(plan.figure.picture, graphic)
  if (size.kind === 'drop') return { ...record, outcome: dropped(size.reason) }
  Object.assign(record, size.value)

  const panels = decided(
    await memory.run(plan.figure.detector, { image: graphic.image, image_sha256: graphic.sha256 }),
  )
  if (!panels.some(({ kind }) => kind === 'histology'))
    return {
      ...record,
      panels: await describePanels(record.id, panels, [], graphic, walk),
      outcome: dropped('not_histology'),
    }

  const rights = outcomeOf(
    await memory.run(plan.figure.rights, { third_party: figure.third_party }),
  )
  const split = decided(await memory.run(plan.caption.splitter, { caption: figure.caption }))
  const matches = decided(
    await memory.run(plan.match.matcher, matchInput(figure, graphic, size.value, panels, split)),
  )
  record.stored = await store.put('figures', graphic.bytes, graphicExtension(graphic.bytes))
  const pairs = await judgePairs(record.id, { figure, panels, split, matches, rights, walk })
  return {
    ...record,
    panels: await describePanels(record.id, panels, pairs, graphic, walk),
    subcaptions: describeSubCaptions(record.id, split, pairs),
    pairs,
    outcome: kindest(
      pairs.map(({ outcome }) => outcome),
      'not_histology',
    ),
  }
}

const matchInput = (
  figure: FigureSource,
  graphic: Graphic,
  size: { width: number; height: number },
  panels: Panel[],
  split: CaptionSplit,
): MatchInput => ({
  image: graphic.image,
  image_sha256: graphic.sha256,
  ...size,
  panels,
  split,
  caption: figure.caption,
  graphic_captions: figure.graphic_captions,
  bold: figure.bold,
})

const describeSubCaptions = (
  figureId: string,
  split: CaptionSplit,
  pairs: FigureRecord['pairs'],
): FigureRecord['subcaptions'] =>
  split.panels.map((part, ordinal) => {
    const id = subCaptionId(figureId, ordinal, part.spans)
    const uses = pairs.filter((pair) => pair.subcaption_id === id || pair.subcaption_id === null)
    return {
      id,
      ordinal,
      labels: part.labels,
      subcaption: part.subcaption,
      full: part.full,
      spans: part.spans.map(([start, end]) => [start, end]),
      outcome: kindest(
        uses.map(({ outcome }) => outcome),
        'not_in_figure',
      ),
    }
  })
