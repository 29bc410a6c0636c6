import { speciesFilter } from '../../../filters/species/index.ts'
import { animalAdjective, animalWord } from '../../../filters/species/lexicon/animals.ts'
import { decided } from '../../../pipeline/stage.ts'
import type { ClassifyInput, SpeciesDecision, SpeciesVerdict } from '../../../pipeline/types.ts'
import { goldFolder, type SpeciesGold, speciesGold } from '../gold/classes.ts'
import { concernedBy, type SpeciesAnswer, sample, speciesMeasures } from '../measures.ts'
import { evidenceBody } from '../page/evidence.ts'
import { type Part, type Row, rowOf, type Task, tally } from '../task.ts'

const goals: Record<string, Partial<Record<string, string>>> = {
  'species, real': { 'non-human not kept': '≥ 0.97', 'humans lost': '≤ 0.03', unsure: '≤ 0.06' },
  'species, traps': { 'non-human not kept': '≥ 0.90', 'humans lost': '≤ 0.05' },
}

const withArticle = (record: SpeciesGold): ClassifyInput => ({
  caption: record.caption,
  title: record.article_title,
  abstract: record.abstract,
  keywords: record.keywords,
})

const measures = Object.keys(speciesMeasures) as (keyof typeof speciesMeasures)[]

interface Item extends SpeciesAnswer {
  record: SpeciesGold
  input: ClassifyInput
  decision: SpeciesDecision
  baseline: SpeciesVerdict
}

/** Non-human as soon as an animal is named. */
const byAnimalWords = ({ caption, title, abstract }: ClassifyInput): SpeciesVerdict => {
  const text = [caption, title, abstract].join('\n')
  return text.search(animalWord) >= 0 || text.search(animalAdjective) >= 0 ? 'nonhuman' : 'human'
}

const splitOf: Record<Part, string> = {
  dev: 'dev: real records by article, traps by family; read while rules were written',
  frozen: 'frozen: a third of the articles and of the trap families, unseen by rules and models',
  all: 'dev and frozen together',
}

const severity = ({ gold, verdict }: Item): number => {
  if (gold === 'nonhuman' && verdict === 'human') return 3
  if (gold === 'mixed' && verdict === 'human') return 2.5
  if (gold === 'human' && verdict === 'nonhuman') return 2
  return 1
}

/** Records with no known species may be called unsure or by their context. */
const wrong = ({ gold, verdict }: Item): boolean => gold !== 'unclear' && gold !== verdict

export const species: Task = {
  name: 'species',
  about: 'human or not, with title and abstract; real records and synthetic traps apart',
  run: async ({ data, part, models, limit, progress }) => {
    const stage = speciesFilter(models === undefined ? {} : { models })
    const ask = async (record: SpeciesGold, input: ClassifyInput): Promise<Item> => {
      const decision = decided(await stage.run(input, {}))
      const answer = { gold: record.label, verdict: decision.verdict }
      return { ...answer, record, input, decision, baseline: byAnimalWords(input) }
    }
    const records = speciesGold(part, goldFolder(data))
    const rows: Row[] = []
    const wrongOnes: Item[] = []
    for (const traps of [false, true]) {
      const own = sample(
        records.filter((record) => record.synthetic === traps),
        limit,
        ({ id }) => id,
      )
      progress(`species: ${own.length} ${traps ? 'traps' : 'real captions'}`)
      const rowsOf = (task: string, items: Item[]) =>
        measures.map((name) => {
          const measure = speciesMeasures[name]
          const of = {
            ...{
              task,
              of: 'captions',
              items,
              sources: `${part}; gold_species*, ${traps ? 'synthetic' : 'real'}`,
            },
            groupOf: ({ record }: Item) => (traps ? record.family : record.article_id),
            weight: ({ gold }: Item) => Number(concernedBy(name, gold)),
          }
          const baseline = measure(items.map((item) => ({ ...item, verdict: item.baseline })))
          return rowOf(of, name, measure, { baseline, goal: goals[task]?.[name] ?? null })
        })
      const seen: Item[] = []
      const captions: Item[] = []
      for (const record of own) {
        seen.push(await ask(record, withArticle(record)))
        captions.push(await ask(record, { caption: record.caption }))
      }
      const task = traps ? 'species, traps' : 'species, real'
      rows.push(...rowsOf(task, seen), ...rowsOf(`${task}, caption only`, captions).slice(0, 3))
      wrongOnes.push(...seen.filter(wrong))
    }
    const nameOf = ({ gold, verdict, record }: Item) =>
      `${record.synthetic ? 'trap: ' : ''}${gold} called ${verdict}`
    return {
      rows,
      split: splitOf[part],
      findings: wrongOnes.map((item) => ({
        title: `${nameOf(item)} · ${item.record.trap || 'no trap noted'} · ${item.record.id}`,
        kind: nameOf(item),
        severity: severity(item) + item.decision.score,
        body: async () =>
          evidenceBody(item.input, item.decision.evidence, [
            ['truth', `${item.gold} (${item.record.material})`],
            ['given', `${item.verdict} ${item.decision.score.toFixed(2)}`],
            ['note', item.record.note],
          ]),
      })),
      confusions: { 'Species, truth and verdict': tally(wrongOnes.map(nameOf)) },
    }
  },
}
