import { speciesVerdict } from '../filters/index.ts'
import type { FigureWalk } from './figure.ts'
import { contentId, panelId, subCaptionId } from './ids.ts'
import { outcomeOf, strictest } from './outcome.ts'
import type { Outcome, PairRecord } from './record.ts'
import { decided } from './stage.ts'
import { pairStain } from './stain.ts'
import type { Article, CaptionSplit, ClassifyInput, FigureSource, Match, Panel } from './types.ts'

/** Below this probability of showing tissue a panel goes to a curator. */
export const surePanel = 0.7

interface PairWork {
  figure: FigureSource
  panels: Panel[]
  split: CaptionSplit
  matches: Match[]
  /** The figure's own rights. */
  rights: Outcome
  walk: FigureWalk
}

/** Every histology panel of the figure with its caption, judged by the stages of the pair level. */
export const judgePairs = async (figureId: string, work: PairWork): Promise<PairRecord[]> => {
  const pairs: PairRecord[] = []
  for (const [ordinal, match] of work.matches.entries()) {
    const panel = work.panels[match.panel]
    if (panel) pairs.push(await judgePair(figureId, ordinal, match, panel, work))
  }
  return pairs
}

const judgePair = async (
  figureId: string,
  ordinal: number,
  match: Match,
  panel: Panel,
  { figure, split, rights, walk }: PairWork,
): Promise<PairRecord> => {
  const { article, memory, plan } = walk
  const input = classifyInput(match, figure, article)
  const quality = await memory.run(plan.pair.quality, {
    caption: match.caption,
    language: article.language,
  })
  const species = decided(await memory.run(plan.pair.species, input))
  const { stains } = decided(await memory.run(plan.pair.stain, input))
  const { topic, score: topicScore } = decided(await memory.run(plan.pair.topic, input))

  const matched: Outcome = match.flag
    ? { state: 'flagged', reason: match.flag, score: match.score }
    : { state: 'kept' }
  const seen: Outcome =
    panel.score < surePanel
      ? { state: 'flagged', reason: 'detector_unsure', score: panel.score }
      : { state: 'kept' }
  const judged = [
    outcomeOf(quality),
    outcomeOf(speciesVerdict(species)),
    walk.articleOutcome,
    rights,
    matched,
    seen,
  ]
  const id = panelId(figureId, panel.bbox)
  const part = match.subcaption === null ? undefined : split.panels[match.subcaption]
  return {
    id: contentId('pair', id, match.caption),
    ordinal,
    panel_id: id,
    subcaption_id:
      part && match.subcaption !== null
        ? subCaptionId(figureId, match.subcaption, part.spans)
        : null,
    labels: match.labels,
    caption: match.caption,
    spans: match.spans.map(([start, end]) => [start, end]),
    score: match.score,
    evidence: {
      ...match.evidence,
      flags: judged.flatMap((outcome) => (outcome.state === 'flagged' ? [outcome.reason] : [])),
    },
    species: species.verdict,
    species_score: species.score,
    species_evidence: species.evidence,
    stain: pairStain(panel.stain, stains),
    caption_stains: stains,
    topic,
    topic_score: topicScore,
    outcome: strictest(judged),
  }
}

const classifyInput = (match: Match, figure: FigureSource, article: Article): ClassifyInput => ({
  caption: match.caption,
  figure_caption: figure.caption,
  title: article.title,
  abstract: article.abstract,
  keywords: article.keywords,
  mesh: article.mesh,
  subjects: article.subjects,
  mentions: figure.mentions.map(({ text }) => text),
})
