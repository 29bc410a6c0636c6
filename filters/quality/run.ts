/**
 * Scores of species, stain and topic on the gold captions, with title and abstract and without,
 * beside the animal-word baseline. `dev` was read while the rules were written; `frozen` was not.
 *
 *   npx tsx filters/quality/run.ts [--part dev|frozen] [--models DIR] [--data DIR] [--json]
 */

import { parseArgs } from 'node:util'
import { decided } from '../../pipeline/stage.ts'
import type { ClassifyInput, SpeciesVerdict } from '../../pipeline/types.ts'
import { topicTagger } from '../../topics/index.ts'
import { speciesFilter } from '../species/index.ts'
import { animalAdjective, animalWord } from '../species/lexicon/animals.ts'
import { stainTagger } from '../stain/index.ts'
import {
  goldFolder,
  type Part,
  type SpeciesGold,
  type StainGold,
  speciesGold,
  stainGold,
} from './gold.ts'
import {
  accuracy,
  type Interval,
  interval,
  type LabelAnswer,
  macroF1,
  type SpeciesAnswer,
  speciesMeasures,
} from './measures.ts'

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'dev' },
    models: { type: 'string' },
    data: { type: 'string', default: '../shared/data' },
    json: { type: 'boolean', default: false },
  },
})
const part: Part = values.part === 'frozen' ? 'frozen' : 'dev'
const folder = goldFolder(values.data)
const from = values.models === undefined ? {} : { models: values.models }

const stages = { species: speciesFilter(from), stain: stainTagger(from), topic: topicTagger(from) }

const withArticle = (record: SpeciesGold | StainGold): ClassifyInput => ({
  caption: record.caption,
  title: record.article_title,
  abstract: record.abstract,
  ...('keywords' in record && { keywords: record.keywords }),
})
const captionOnly = ({ caption }: SpeciesGold | StainGold): ClassifyInput => ({ caption })

const animalBaseline = async (input: ClassifyInput): Promise<SpeciesVerdict> => {
  const text = [input.caption, input.title, input.abstract].join('\n')
  return text.search(animalWord) >= 0 || text.search(animalAdjective) >= 0 ? 'nonhuman' : 'human'
}
const stageVerdict = async (input: ClassifyInput): Promise<SpeciesVerdict> =>
  decided(await stages.species.run(input, {})).verdict

const rows: { task: string; records: string; measure: string; score: Interval; n: number }[] = []

const species = speciesGold(part, folder)
for (const [records, group] of [
  ['real', species.filter((record) => !record.synthetic)],
  ['traps', species.filter((record) => record.synthetic)],
] as const)
  for (const [system, judge, see] of [
    ['animal words', animalBaseline, withArticle],
    ['species', stageVerdict, withArticle],
    ['species, caption only', stageVerdict, captionOnly],
  ] as const) {
    const answers: SpeciesAnswer[] = []
    for (const record of group)
      answers.push({ gold: record.label, verdict: await judge(see(record)) })
    for (const [measure, of] of Object.entries(speciesMeasures))
      rows.push({ task: system, records, measure, score: interval(answers, of), n: answers.length })
  }

const captions = stainGold(part, folder)
for (const [records, group] of [
  ['real', captions.filter((record) => !record.synthetic)],
  ['synthetic', captions.filter((record) => record.synthetic)],
  ['all', captions],
] as const) {
  const stain: LabelAnswer[] = []
  const topic: LabelAnswer[] = []
  for (const record of group) {
    const input = withArticle(record)
    stain.push({ gold: record.stains, given: decided(await stages.stain.run(input, {})).stains })
    topic.push({ gold: [record.topic], given: [decided(await stages.topic.run(input, {})).topic] })
  }
  for (const [task, answers] of [
    ['stain', stain],
    ['topic', topic],
  ] as const) {
    rows.push({
      task,
      records,
      measure: 'macro-F1',
      score: interval(answers, macroF1),
      n: answers.length,
    })
    rows.push({
      task,
      records,
      measure: 'exact',
      score: interval(answers, accuracy),
      n: answers.length,
    })
  }
}

if (values.json) for (const row of rows) console.log(JSON.stringify({ part, ...row }))
else {
  console.log(`${part}; species ${stages.species.version}, topic ${stages.topic.version}`)
  for (const { task, records, measure, score, n } of rows)
    console.log(
      `${task.padEnd(22)} ${records.padEnd(10)} ${String(n).padStart(4)}  ${measure.padEnd(20)}` +
        ` ${score.value.toFixed(3)}  (${score.low.toFixed(3)}–${score.high.toFixed(3)})`,
    )
}
