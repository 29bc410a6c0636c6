/**
 * Scores the splitter on gold captions beside the grammar alone and two baselines, with bootstrap
 * intervals over captions and a table by style.
 *
 *     npx tsx splitters/quality/evaluate.ts --data ../shared/data --part tune
 *     npx tsx splitters/quality/evaluate.ts --part frozen        # once, for the report
 *     npx tsx splitters/quality/evaluate.ts --part tune --json
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { SubCaption } from '../../pipeline/types.ts'
import { splitByGrammar, splitCaption } from '../index.ts'
import { byRegex, wholeCaption } from './baselines.ts'
import { type Gold, parts, readGold } from './gold.ts'
import { mean, type Scored, scoreCaption, summarise } from './score.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    part: { type: 'string', default: 'tune' },
    models: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const part = parts.find((name) => name === values.part)
if (!part) {
  process.stderr.write(`--part must be one of ${parts.join(', ')}\n`)
  process.exit(2)
}
const options = values.models === undefined ? {} : { models: values.models }
type Found = readonly Pick<SubCaption, 'labels' | 'full'>[]
const panelsOf = (split: { multi: boolean; panels: SubCaption[] }): Found =>
  split.multi ? split.panels : []
const splitters: Record<string, (gold: Gold) => Promise<Found> | Found> = {
  splitter: async ({ caption }) => panelsOf(await splitCaption(caption, options)),
  'grammar alone': ({ caption }) => panelsOf(splitByGrammar(caption)),
  'regular expression': ({ caption }) => byRegex(caption),
  'whole caption, labels given': ({ caption, multi, panels }) =>
    multi
      ? wholeCaption(
          caption,
          panels.flatMap((panel) => panel.labels),
        )
      : [],
}

/** Middle 95 % of a statistic over resampled captions; a fixed generator, so equal runs agree. */
const interval = (
  scores: readonly Scored[],
  statistic: (some: readonly Scored[]) => number,
): [number, number] => {
  let state = 7
  const random = () => {
    state = (state * 1664525 + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const values = Array.from({ length: 1000 }, () =>
    statistic(scores.map(() => scores[Math.floor(random() * scores.length)] as Scored)),
  ).sort((a, b) => a - b)
  return [values[24] ?? 0, values[974] ?? 0]
}

const gold = readGold(join(values.data, 'captions'), part)
const report: Record<string, unknown> = {}
const all: Record<string, Scored[]> = {}
for (const [name, split] of Object.entries(splitters)) {
  const scores: Scored[] = []
  for (const record of gold) scores.push(scoreCaption(record, await split(record)))
  all[name] = scores
  report[name] = {
    ...summarise(scores),
    exactInterval: interval(scores, (some) => summarise(some).exact),
    f1Interval: interval(scores, (some) => summarise(some).f1),
  }
}
if (values.json) process.stdout.write(`${JSON.stringify({ part, ...report })}\n`)
else print()

function print() {
  const row = (cells: (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`)
  const fixed = (value: number) => value.toFixed(3)
  row([
    `${part}: ${gold.length} captions`,
    'labels exact',
    'token F1',
    'F1 per caption',
    'singles split',
  ])
  row(['---', '---', '---', '---', '---'])
  for (const [name, scores] of Object.entries(all)) {
    const summary = summarise(scores)
    const [low, high] = interval(scores, (some) => summarise(some).exact)
    const [lowF1, highF1] = interval(scores, (some) => summarise(some).f1)
    row([
      name,
      `${fixed(summary.exact)} (${fixed(low)}–${fixed(high)})`,
      `${fixed(summary.f1)} (${fixed(lowF1)}–${fixed(highF1)})`,
      fixed(summary.f1PerCaption),
      `${summary.wronglySplit} of ${summary.singles}`,
    ])
  }
  process.stdout.write('\n')
  row(['style', 'captions', 'labels exact', 'F1 per caption'])
  row(['---', '---', '---', '---'])
  const styles = new Map<string, Scored[]>()
  for (const [index, record] of gold.entries()) {
    const score = all.splitter?.[index]
    if (!score || !record.multi) continue
    const style = styleOf(record.style)
    styles.set(style, [...(styles.get(style) ?? []), score])
  }
  for (const [style, scores] of [...styles].sort((a, b) => b[1].length - a[1].length)) {
    const { captions, exact, f1PerCaption } = summarise(scores)
    row([style, captions, fixed(exact), fixed(f1PerCaption)])
  }
  const long = (all.splitter ?? []).filter((score) => score.f1.length >= 10)
  if (long.length > 0)
    row([
      '(ten labels and more)',
      long.length,
      fixed(mean(long.map((s) => Number(s.exact)))),
      fixed(mean(long.map((s) => mean(s.f1)))),
    ])
}

/** The annotators' free words for a style, gathered in a few families. */
function styleOf(style: string): string {
  const families: [RegExp, string][] = [
    [/nested/i, 'nested'],
    [/position|left|top|middle|from top/i, 'positional or with positions'],
    [/matrix|letter lists/i, 'matrix'],
    [/respectively/i, 'respectively'],
    [/subset|bars per|carrier/i, 'subsets'],
    [/ten or more/i, 'ten or more'],
    [/label-last/i, 'label-last'],
    [/bare/i, 'bare letters'],
    [/label-first/i, 'label-first'],
  ]
  return families.find(([pattern]) => pattern.test(style))?.[1] ?? 'other'
}
