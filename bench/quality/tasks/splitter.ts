import { join } from 'node:path'
import type { CaptionSplit, SubCaption } from '../../../pipeline/types.ts'
import { splitByGrammar, splitCaption } from '../../../splitters/index.ts'
import { byRegex, wholeCaption } from '../baselines.ts'
import { type CaptionPart, type Gold, readGold } from '../gold/captions.ts'
import { sample } from '../measures.ts'
import { splitBody } from '../page/split.ts'
import { mean, type Scored, scoreCaption, summarise } from '../score/captions.ts'
import { type Measured, type Part, type Row, rowOf, type Task, tally } from '../task.ts'

export const partsOf: Record<Part, CaptionPart[]> = {
  dev: ['tune'],
  frozen: ['frozen'],
  all: ['tune', 'frozen'],
}
export const splitOf: Record<Part, string> = {
  dev: 'dev: two ninths of the articles; rules were written with its errors in view, the tagger did not train on it',
  frozen: 'frozen: a third of the articles, unseen by rules and models',
  all: 'the articles of dev and frozen; those that train are left out',
}

/** The annotators' free words for a style, gathered in a few families; the first that fits. */
const styles: [RegExp, string][] = [
  [/nested/i, 'nested'],
  [/position|left|top|middle|from top/i, 'positional'],
  [/matrix|letter lists/i, 'matrix'],
  [/respectively/i, 'respectively'],
  [/subset|bars per|carrier/i, 'subsets'],
  [/ten or more/i, 'ten or more'],
  [/label-last/i, 'label-last'],
  [/bare/i, 'bare letters'],
  [/label-first/i, 'label-first'],
]
const styleOf = ({ style }: Gold): string =>
  styles.find(([pattern]) => pattern.test(style))?.[1] ?? 'other'

type Found = readonly Pick<SubCaption, 'labels' | 'full'>[]

interface Item {
  gold: Gold
  split: CaptionSplit
  ours: Scored
  grammar: Scored
  regex: Scored
  whole: Scored
}

const panelsOf = ({ multi, panels }: CaptionSplit): Found => (multi ? panels : [])

const judge = (gold: Gold, split: CaptionSplit): Item => {
  const labels = gold.multi ? gold.panels.flatMap((panel) => panel.labels) : []
  return {
    ...{ gold, split, ours: scoreCaption(gold, panelsOf(split)) },
    grammar: scoreCaption(gold, panelsOf(splitByGrammar(gold.caption))),
    regex: scoreCaption(gold, byRegex(gold.caption)),
    whole: scoreCaption(gold, wholeCaption(gold.caption, labels)),
  }
}

const exact = (scores: readonly Scored[]) => summarise(scores).exact
const full = (scores: readonly Scored[]) => summarise(scores).f1
const wrongly = (scores: readonly Scored[]) => mean(scores.map((one) => Number(one.wronglySplit)))

const confusionOf = ({ gold, split, ours }: Item): string | null => {
  if (!gold.multi) return ours.wronglySplit ? 'single caption split' : null
  if (!split.multi) return 'not split at all'
  const labels = (panels: Found) => new Set(panels.flatMap((panel) => panel.labels))
  const [truth, found] = [labels(gold.panels), labels(split.panels)]
  const missing = [...truth].some((label) => !found.has(label))
  const extra = [...found].some((label) => !truth.has(label))
  if (missing && extra) return 'some labels missing, others wrong'
  if (missing) return 'labels missing'
  if (extra) return 'labels too many'
  if (ours.f1.every((value) => value >= 0.8)) return null
  const worst = worstOf(gold, split)
  return worst.given > worst.wanted
    ? 'labels right, text too long for a panel'
    : 'labels right, text too short for a panel'
}

/** Lengths of the text of the panel that is least right. */
const worstOf = (gold: Gold, split: CaptionSplit) => {
  let [least, lengths] = [2, { given: 0, wanted: 0 }]
  for (const { labels, full: wanted } of gold.panels) {
    const given = split.panels.find((panel) => panel.labels.some((label) => labels.includes(label)))
    const [value = 0] = scoreCaption({ multi: true, panels: [{ labels: ['x'], full: wanted }] }, [
      { labels: ['x'], full: given?.full ?? '' },
    ]).f1
    if (value < least) {
      least = value
      lengths = { given: given?.full.length ?? 0, wanted: wanted.length }
    }
  }
  return lengths
}

export const splitter: Task = {
  name: 'splitter',
  about: 'labels and text of sub-captions; a label that only one side has counts 0',
  run: async ({ data, part, models, limit, progress }) => {
    const records = partsOf[part].flatMap((name) => readGold(join(data, 'captions'), name))
    const items: Item[] = []
    for (const gold of sample(records, limit, ({ id }) => id)) {
      if (items.length % 50 === 49) progress(`splitter: ${items.length + 1} captions`)
      const split = await splitCaption(gold.caption, models === undefined ? {} : { models })
      items.push(judge(gold, split))
    }
    const several = items.filter(({ gold }) => gold.multi)
    const single = items.filter(({ gold }) => !gold.multi)
    const of = (some: readonly Item[], task = 'splitter'): Measured<Item> => ({
      ...{ task, of: 'captions', items: some, groupOf: ({ gold }) => gold.article_id },
      sources: `${part}; gold_split*`,
    })
    const by =
      (
        system: 'ours' | 'grammar' | 'regex' | 'whole',
        measure: (scores: readonly Scored[]) => number,
      ) =>
      (some: readonly Item[]) =>
        measure(some.map((item) => item[system]))
    const styleRows: Row[] = [...new Set(several.map(({ gold }) => styleOf(gold)))]
      .map((style) => several.filter(({ gold }) => styleOf(gold) === style))
      .sort((a, b) => b.length - a.length)
      .flatMap((some) => {
        const style = some[0] ? styleOf(some[0].gold) : ''
        return [
          rowOf(of(some, `splitter, ${style}`), 'labels exact', by('ours', exact), {
            baseline: by('regex', exact)(some),
          }),
          rowOf(of(some, `splitter, ${style}`), 'token F1 on full', by('ours', full), {
            baseline: by('regex', full)(some),
          }),
        ]
      })
    return {
      rows: [
        rowOf(of(several), 'labels exact', by('ours', exact), {
          ...{ baseline: by('regex', exact)(several), goal: '≥ 0.93' },
        }),
        rowOf(of(several), 'token F1 on full', by('ours', full), {
          ...{ baseline: by('regex', full)(several), goal: '≥ 0.90' },
        }),
        rowOf(of(single), 'singles wrongly split', by('ours', wrongly), {
          ...{ baseline: by('regex', wrongly)(single), goal: '≤ 0.02' },
        }),
        rowOf(of(several, 'splitter, grammar alone'), 'labels exact', by('grammar', exact)),
        rowOf(of(several, 'splitter, grammar alone'), 'token F1 on full', by('grammar', full)),
        rowOf(of(several, 'whole caption, labels given'), 'token F1 on full', by('whole', full)),
        ...styleRows,
      ],
      split: splitOf[part],
      findings: items.flatMap((item) => {
        const { gold, split, ours } = item
        const confusion = confusionOf(item)
        if (confusion === null) return []
        const value = gold.multi ? mean(ours.f1) : 0
        return {
          title: `${confusion} · ${styleOf(gold)} · ${gold.multi ? `F1 ${value.toFixed(2)}` : 'one panel'} · ${gold.id}`,
          kind: confusion,
          severity: 1 - value,
          body: async () => splitBody(gold, split),
        }
      }),
      confusions: {
        'Captions with an error': tally(items.flatMap((item) => confusionOf(item) ?? [])),
      },
    }
  },
}
