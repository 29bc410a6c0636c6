import { stainTagger } from '../../../filters/stain/index.ts'
import { stainWords } from '../../../filters/stain/words.ts'
import { decided } from '../../../pipeline/stage.ts'
import type { ClassifyInput, TextEvidence } from '../../../pipeline/types.ts'
import { topicTagger } from '../../../topics/index.ts'
import { organWords } from '../../../topics/lexicon.ts'
import { goldFolder, type StainGold, stainGold } from '../gold/classes.ts'
import { accuracy, type LabelAnswer, macroF1, sample } from '../measures.ts'
import { evidenceBody, placesOf } from '../page/evidence.ts'
import { type Context, type Part, rowOf, type Task, type TaskResult, tally } from '../task.ts'

interface Item extends LabelAnswer {
  record: StainGold
  input: ClassifyInput
}

const splitOf: Record<Part, string> = {
  dev: 'dev: by article, synthetic ones by batch; read while rules were written',
  frozen: 'frozen: a third of the articles, unseen by rules and models',
  all: 'dev and frozen together',
}

/** The commonest answer for every caption. */
const commonest = (items: readonly Item[]): Item[] => {
  const counts = Object.entries(tally(items.map(({ gold }) => gold.join('\n'))))
  const [most = ''] = counts.sort(([, a], [, b]) => b - a)[0] ?? []
  return items.map((item) => ({ ...item, given: most.split('\n') }))
}

const confusionOf = ({ gold, given }: LabelAnswer): string[] => {
  const missed = gold.filter((name) => !given.includes(name))
  const extra = given.filter((name) => !gold.includes(name))
  if (missed.length === 1 && extra.length === 1) return [`${missed[0]} called ${extra[0]}`]
  return [...missed.map((name) => `${name} missed`), ...extra.map((name) => `${name} too many`)]
}

const judged = async (
  { data, part, limit, progress }: Context,
  task: 'stain' | 'topic',
  goal: string,
  answer: (input: ClassifyInput, record: StainGold) => Promise<LabelAnswer>,
  evidence: (input: ClassifyInput) => TextEvidence[],
): Promise<TaskResult> => {
  const records = sample(stainGold(part, goldFolder(data)), limit, ({ id }) => id)
  progress(`${task}: ${records.length} captions`)
  const items: Item[] = []
  for (const record of records) {
    const { caption, article_title: title, abstract } = record
    const input = { caption, title, abstract }
    items.push({ ...(await answer(input, record)), record, input })
  }
  const groupOf = ({ record }: Item) => (record.synthetic ? record.id : record.article_id)
  const of = { task, of: 'captions', items, groupOf, sources: `${part}; gold_stain_topic*` }
  const wrong = items.filter((item) => confusionOf(item).length > 0)
  return {
    rows: [
      rowOf(of, 'macro-F1', macroF1, { baseline: macroF1(commonest(items)), goal }),
      rowOf(of, 'exact', accuracy, { baseline: accuracy(commonest(items)) }),
    ],
    split: splitOf[part],
    findings: wrong.map((item) => ({
      title: `${confusionOf(item).join('; ')} · ${item.record.id}`,
      // A clean confusion of one class for another says more than a class of several missed.
      severity: item.record.note === '' ? 2 : 1,
      body: async () =>
        evidenceBody(item.input, evidence(item.input), [
          ['truth', item.gold.join(', ')],
          ['given', item.given.join(', ')],
          ['note', item.record.note],
        ]),
    })),
    confusions: { [`Confusions of ${task}`]: tally(wrong.flatMap(confusionOf)) },
  }
}

const from = ({ models }: Context) => (models === undefined ? {} : { models })

export const stain: Task = {
  name: 'stain',
  about: 'stains that a caption names, caption level',
  run: (context) => {
    const stage = stainTagger(from(context))
    const answer = async (input: ClassifyInput, { stains }: StainGold) => ({
      gold: stains,
      given: decided(await stage.run(input, {})).stains,
    })
    const patterns = Object.values(stainWords).flatMap(({ words, short }) => [words, short])
    return judged(context, 'stain', '≥ 0.90', answer, (input) =>
      placesOf(input, ['caption'], patterns),
    )
  },
}

export const topic: Task = {
  name: 'topic',
  about: 'organ of the tissue shown, with title and abstract',
  run: (context) => {
    const stage = topicTagger(from(context))
    const answer = async (input: ClassifyInput, record: StainGold) => ({
      gold: [record.topic],
      given: [decided(await stage.run(input, {})).topic],
    })
    const patterns = Object.values(organWords).map(
      ({ site, shared }) => new RegExp(`(?<![\\w-])(?:${site}|${shared})`, 'i'),
    )
    return judged(context, 'topic', '≥ 0.85', answer, (input) =>
      placesOf(input, ['caption', 'title', 'abstract'], patterns),
    )
  },
}
