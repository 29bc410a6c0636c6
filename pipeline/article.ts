import type { OpenArticle } from '../sources/open.ts'
import type { Store } from '../store/store.ts'
import { walkFigure } from './figure.ts'
import type { Memory } from './memory.ts'
import { kindest, outcomeOf } from './outcome.ts'
import type { Plan } from './plan.ts'
import type { ArticleRecord, FigureRecord } from './record.ts'

export interface ArticleWalk {
  plan: Plan
  memory: Memory
  store: Store
}

/**
 * Walks one article through the plan, figure by figure in document order, in memory. Only bytes
 * worth keeping reach the store; everything else is the record.
 */
export const walkArticle = async (open: OpenArticle, walk: ArticleWalk): Promise<ArticleRecord> => {
  const { article } = open
  const { plan, memory } = walk
  const articleOutcome = outcomeOf(
    await memory.run(plan.article.licence, {
      licence: article.licence,
      retracted: article.retracted,
    }),
  )
  const figures: FigureRecord[] = []
  for (const figure of article.figures)
    figures.push(
      await walkFigure(figure, {
        ...walk,
        article,
        articleOutcome,
        read: (file) => open.read(file),
      }),
    )

  const { figures: _, ...facts } = article
  return {
    article: facts,
    outcome:
      articleOutcome.state === 'dropped'
        ? articleOutcome
        : kindest(
            figures.map(({ outcome }) => outcome),
            'no_figures',
          ),
    figures,
    outputs: memory.outputs(),
    stages: memory.counts(),
  }
}
