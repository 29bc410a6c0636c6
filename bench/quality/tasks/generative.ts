import { join } from 'node:path'
import { readManifest } from '../../../models/manifest.ts'
import { splitCaption } from '../../../splitters/index.ts'
import { type Gold, readGold } from '../gold/captions.ts'
import { sample } from '../measures.ts'
import { mean, type Scored, scoreCaption, summarise } from '../score/captions.ts'
import { type Measured, rowOf, type Task } from '../task.ts'
import { partsOf, splitOf } from './splitter.ts'

const model = 'caption-lm'

interface Item {
  gold: Gold
  scored: Scored
}

/** The splitter's measures for the shipped causal LM of the paper's format: nothing runs it by default. */
export const generative: Task = {
  name: 'generative',
  about: `the splitter's measures for the causal LM (${model}), some seconds a caption`,
  run: async ({ data, part, models, limit, progress }) => {
    const from = models === undefined ? {} : { models }
    // A models folder of one's own need not have one.
    if (!(model in readManifest(models)))
      return { rows: [], split: '', findings: [], confusions: {} }
    const records = partsOf[part].flatMap((name) => readGold(join(data, 'captions'), name))
    const items: Item[] = []
    for (const gold of sample(records, limit, ({ id }) => id)) {
      if (items.length % 20 === 19) progress(`generative: ${items.length + 1} captions`)
      const { multi, panels } = await splitCaption(gold.caption, { ...from, model })
      items.push({ gold, scored: scoreCaption(gold, multi ? panels : []) })
    }
    const of = (some: readonly Item[]): Measured<Item> => ({
      ...{ task: 'splitter, generative', of: 'captions', items: some },
      ...{ groupOf: ({ gold }) => gold.article_id, sources: `${part}; gold_split*` },
    })
    const several = of(items.filter(({ gold }) => gold.multi))
    const single = of(items.filter(({ gold }) => !gold.multi))
    const scores = (some: readonly Item[]) => some.map(({ scored }) => scored)
    const wrongly = (some: readonly Item[]) =>
      mean(scores(some).map((one) => Number(one.wronglySplit)))
    return {
      rows: [
        rowOf(several, 'labels exact', (some) => summarise(scores(some)).exact),
        rowOf(several, 'token F1 on full', (some) => summarise(scores(some)).f1),
        rowOf(single, 'singles wrongly split', wrongly),
      ],
      split: splitOf[part],
      findings: [],
      confusions: {},
    }
  },
}
