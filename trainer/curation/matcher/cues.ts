/**
 * How often each kind of picture comes with each kind of word.
 *
 *   npx tsx trainer/curation/matcher/cues.ts > .training/matcher/cues.jsonl
 *
 * One line a panel of `figures.jsonl` whose letter the caption names: {group, kind, cues}.
 */
import { readFileSync } from 'node:fs'
import { cuesOf } from '../../../matchers/cues.ts'
import type { CaptionSplit, PanelKind } from '../../../pipeline/types.ts'

interface Figure {
  group: string
  panels: { kind: PanelKind; label: string | null }[]
  split: CaptionSplit
}

for (const line of readFileSync('.training/matcher/figures.jsonl', 'utf8').trim().split('\n')) {
  const { group, panels, split } = JSON.parse(line) as Figure
  for (const { kind, label } of panels) {
    const part = split.panels.find(({ labels }) => label !== null && labels.includes(label))
    if (part) console.log(JSON.stringify({ group, kind, cues: cuesOf(part.subcaption) }))
  }
}
