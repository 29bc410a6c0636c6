/**
 * The matcher's input as the shipped detector and splitter give it, with the right words beside it.
 *
 *   npx tsx trainer/curation/matcher/observe.ts [--data ../shared/data] [--panels gold] [--split gold|grammar]
 *       > .training/matcher/observed.jsonl
 *
 * Same shape as `simulate.py` writes. `--panels gold` or `--split gold` takes that part from
 * `figures.jsonl` instead, to see which stage costs what.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { detectPanels } from '../../../detectors/index.ts'
import { sha256 } from '../../../pipeline/ids.ts'
import { decodeImage } from '../../../pipeline/image.ts'
import type { Bbox, CaptionSplit, Panel, PanelKind, Stain } from '../../../pipeline/types.ts'
import { splitByGrammar, splitCaption } from '../../../splitters/index.ts'

interface Figure {
  file: string
  group: string
  source: string
  width: number
  height: number
  caption: string
  panels: { bbox: Bbox; kind: PanelKind; stain: Stain | null; label: string | null }[]
  split: CaptionSplit
}

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    figures: { type: 'string', default: '.training/matcher/figures.jsonl' },
    panels: { type: 'string', default: 'detected' },
    split: { type: 'string', default: 'made' },
  },
})

const overlap = (a: Bbox, b: Bbox): number => {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0])
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1])
  if (width <= 0 || height <= 0) return 0
  return (width * height) / (a[2] * a[3] + b[2] * b[3] - width * height)
}

const goldPanels = (figure: Figure): Panel[] => {
  const seen = new Set<string>()
  return figure.panels.map(({ bbox, kind, stain, label }) => {
    const first = label !== null && !seen.has(label)
    if (label !== null) seen.add(label)
    return {
      ...{ bbox, kind, score: 1, label: first ? label : null, label_score: first ? 1 : 0 },
      stain: kind === 'histology' ? (stain ?? 'unspecified') : null,
    }
  })
}

for (const line of readFileSync(values.figures, 'utf8').trim().split('\n')) {
  const figure = JSON.parse(line) as Figure
  const { file, group, source, width, height, caption } = figure
  const panels =
    values.panels === 'gold'
      ? goldPanels(figure)
      : await detectPanels(await decodeImage(readFileSync(join(values.data, 'images', file))))
  const split =
    values.split === 'gold'
      ? figure.split
      : values.split === 'grammar'
        ? splitByGrammar(caption)
        : await splitCaption(caption)
  const words = new Map(
    figure.split.panels.flatMap(({ labels, full }) =>
      labels.map((label) => [label.toLowerCase(), full] as const),
    ),
  )
  const truth = panels.map(({ bbox }) => {
    const gold = figure.panels.reduce((best, panel) =>
      overlap(panel.bbox, bbox) > overlap(best.bbox, bbox) ? panel : best,
    )
    if (overlap(gold.bbox, bbox) < 0.5) return null
    const { kind, label } = gold
    if (!figure.split.multi) return { text: caption, kind, label: null }
    const text = words.get((label ?? '').toLowerCase())
    return text === undefined ? null : { text, kind, label }
  })
  const fold = Number(BigInt(`0x${sha256(group)}`) % 5n)
  console.log(
    JSON.stringify({
      ...{ file, group, source, width, height, caption, fold, panels, split, truth },
      ...{
        multi: figure.split.multi,
        observed: true,
        histology: figure.panels.filter(({ kind }) => kind === 'histology').length,
      },
    }),
  )
}
