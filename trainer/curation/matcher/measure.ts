/**
 * Runs the matcher over spoiled figures.
 *
 *   npx tsx trainer/curation/matcher/measure.ts FIGURES.jsonl --parameters P.json [--fold K | --not-fold K]
 *       [--features OUT.jsonl] [--tune OUT.json]
 *
 * `--similarity similarity.jsonl` adds what `project.py` found, for figures whose panels are as drawn.
 * Prints accuracy over all panels and over histology alone. `--features` writes one line a panel:
 * the evidence and whether the words are right. `--tune` searches moves, letters and weights one by
 * one for the highest likelihood of the right words and writes the parameters.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { assign } from '../../../matchers/assign.ts'
import { pairFeatures } from '../../../matchers/calibrate.ts'
import { type Compare, matchFigure } from '../../../matchers/match.ts'
import { type Parameters, readParameters } from '../../../matchers/parameters.ts'
import { slotsOf } from '../../../matchers/slots.ts'
import type { CaptionSplit, Panel, PanelKind } from '../../../pipeline/types.ts'

interface Figure {
  file: string
  group: string
  fold: number
  width: number
  height: number
  caption: string
  panels: Panel[]
  split: CaptionSplit
  multi: boolean
  source: string
  /** Made by `observe.ts`. */
  observed?: boolean
  truth: ({ text: string; kind: PanelKind; label: string | null } | null)[]
}

const { values, positionals } = parseArgs({
  options: {
    parameters: { type: 'string', default: 'models/panel-matcher/parameters.json' },
    fold: { type: 'string' },
    'not-fold': { type: 'string' },
    features: { type: 'string' },
    tune: { type: 'string' },
    wrong: { type: 'boolean' },
    similarity: { type: 'string' },
  },
  allowPositionals: true,
})
const parameters = readParameters(values.parameters)
const figures = positionals
  .flatMap((path) => readFileSync(path, 'utf8').trim().split('\n'))
  .map((line) => JSON.parse(line) as Figure)
  .filter(({ fold }) => values.fold === undefined || fold === Number(values.fold))
  .filter(({ fold }) => values['not-fold'] === undefined || fold !== Number(values['not-fold']))

const tokens = (text: string): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const word of text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}_]+/gu) ?? [])
    counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}
/** Token F1 as the end-to-end score counts it. */
const alike = (a: string, b: string): number => {
  const [left, right] = [tokens(a), tokens(b)]
  let shared = 0
  for (const [word, count] of left) shared += Math.min(count, right.get(word) ?? 0)
  const sum = (counts: Map<string, number>) => [...counts.values()].reduce((x, y) => x + y, 0)
  return shared === 0 ? 0 : (2 * shared) / (sum(left) + sum(right))
}

const sameLabel = (a: string, b: string | null) => a.toLowerCase() === b?.toLowerCase()

const likelihood = (candidate: Parameters): number => {
  let sum = 0
  let count = 0
  for (const { panels, split, truth } of figures) {
    const slots = slotsOf(split)
    if (slots.length < 2) continue
    const figure = assign(panels, slots, candidate)
    for (const [at, right] of truth.entries()) {
      if (!right) continue
      const part = split.panels.findIndex(({ labels }) =>
        labels.some((label) => sameLabel(label, right.label)),
      )
      if (part < 0) continue
      sum += Math.log(Math.max(1e-4, figure.panels[at]?.parts.get(part) ?? 0))
      count += 1
    }
  }
  // The few articles at hand must not bend what is known beforehand: half or double costs 0.005.
  let strain = 0
  for (const group of ['moves', 'letters', 'weights'] as const)
    for (const [name, value] of Object.entries(candidate[group]) as [string, number][]) {
      const start = (parameters[group] as Record<string, number>)[name] ?? 0
      if (start !== 0) strain += Math.log(value / start) ** 2
    }
  return sum / count - 0.01 * strain
}

if (values.tune) {
  let best = parameters
  let top = likelihood(best)
  console.error(`start ${top.toFixed(4)}`)
  const searched: [keyof Pick<Parameters, 'moves' | 'letters' | 'weights'>, string][] = [
    ...(['stay', 'skip', 'back', 'none', 'differ', 'jump', 'band'] as const).map(
      (name) => ['moves', name] as const,
    ),
    // How far a read letter is trusted is the reader's own measure (95 % of what it reads is right); few folds cannot tell it.
    ...(['missed', 'repeated'] as const).map((name) => ['letters', name] as const),
    ...(['kind', 'stain'] as const).map((name) => ['weights', name] as const),
  ].map(([group, name]) => [group, name])
  for (const scale of [0.5, 0.25, 0.12])
    for (const [group, name] of searched)
      for (const sign of [1, -1])
        for (let going = true; going; ) {
          const old = (best[group] as Record<string, number>)[name] ?? 0
          // Shares move on the logit, everything else by its size.
          const odds = Math.log(old / (1 - old)) + sign * 2 * scale
          const value = group === 'letters' ? 1 / (1 + Math.exp(-odds)) : old * (1 + sign * scale)
          const candidate = { ...best, [group]: { ...best[group], [name]: value } }
          const score = likelihood(candidate)
          going = score > top + 3e-4
          if (going) {
            best = candidate
            top = score
          }
        }
  console.error(`end ${top.toFixed(4)}`, best.moves, best.letters, best.weights)
  writeFileSync(values.tune, `${JSON.stringify(best, null, 1)}\n`)
}

const counts = {
  panels: 0,
  right: 0,
  histology: 0,
  right_histology: 0,
  kept: 0,
  right_kept: 0,
  labels: 0,
  right_labels: 0,
}
const lines: string[] = []
const similarity = new Map(
  (values.similarity ? readFileSync(values.similarity, 'utf8').trim().split('\n') : []).map(
    (line) => {
      const { file, rows } = JSON.parse(line) as { file: string; rows: (number[] | null)[] }
      return [file, rows] as const
    },
  ),
)
for (const figure of figures) {
  const alikeness = similarity.get(figure.file)
  const compare: Compare | undefined =
    alikeness &&
    (async (panels, all) =>
      panels.map((_, at) => all.map(({ part }) => alikeness[at]?.[part] ?? 0)))
  const matches = await matchFigure(figure, parameters, compare, () => true)
  const slots = slotsOf(figure.split)
  const assignment = slots.length > 1 ? assign(figure.panels, slots, parameters) : null
  for (const match of matches) {
    const truth = figure.truth[match.panel]
    if (!truth) continue
    const mine =
      match.subcaption === null ? [] : (figure.split.panels[match.subcaption]?.labels ?? [])
    const own = mine.some((label) => sameLabel(label, truth.label))
    // Only gold-e2e has its captions split by hand: elsewhere a real splitter is judged by labels.
    const right =
      figure.observed && figure.multi && figure.source !== 'gold-e2e'
        ? own
        : alike(match.caption, truth.text) >= 0.8
    if (figure.multi) {
      counts.panels += 1
      if (truth.label !== null && match.subcaption !== null) {
        counts.labels += 1
        counts.right_labels += Number(own)
      }
      counts.right += Number(right)
      if (truth.kind === 'histology') {
        counts.histology += 1
        counts.right_histology += Number(right)
      }
      if (match.flag === null) {
        counts.kept += 1
        counts.right_kept += Number(right)
      }
      if (values.wrong && !right && truth.kind === 'histology')
        console.log(figure.file, match.panel, JSON.stringify(match.evidence), match.score)
    }
    const panel = assignment?.panels[match.panel]
    const part = match.subcaption === null ? undefined : figure.split.panels[match.subcaption]
    const words = part?.subcaption.split(/\s+/).filter(Boolean).length ?? 0
    const letters = new Set(figure.panels.flatMap(({ label }) => label?.toLowerCase() ?? [])).size
    lines.push(
      JSON.stringify({
        ...{ group: figure.group, fold: figure.fold, kind: truth.kind, right },
        observed: figure.observed ?? false,
        ...{ score: match.score, panels: figure.panels.length, letters, multi: figure.multi },
        split: slots.length > 1,
        taken: panel ? panel.slot >= 0 && match.subcaption !== null : false,
        features:
          assignment && panel && match.subcaption !== null
            ? pairFeatures(panel, assignment, figure.panels, slots, words)
            : null,
      }),
    )
  }
}
if (values.features) writeFileSync(values.features, `${lines.join('\n')}\n`)
const share = (a: number, b: number) => `${(a / b).toFixed(3)} (${a} of ${b})`
console.log(
  `multi-panel figures: right ${share(counts.right, counts.panels)}; histology ` +
    `${share(counts.right_histology, counts.histology)}; unflagged ` +
    `${share(counts.right_kept, counts.kept)}; own label ${share(counts.right_labels, counts.labels)}`,
)
