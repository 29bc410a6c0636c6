import { expect, test } from 'vitest'
import { decided } from '../pipeline/stage.ts'
import type {
  Bbox,
  CaptionSplit,
  Match,
  Panel,
  PanelKind,
  RawImage,
  Stain,
} from '../pipeline/types.ts'
import { type MatchInput, matcher, matchPanels } from './index.ts'

const panel = (
  bbox: Bbox,
  label: string | null = null,
  kind: PanelKind = 'histology',
  stain: Stain = 'H&E',
): Panel => ({
  ...{ bbox, kind, label },
  stain: kind === 'histology' ? stain : null,
  score: 0.95,
  label_score: label === null ? 0 : 0.95,
})
const row = (...labels: (string | null)[]) =>
  labels.map((label, at) => panel([at * 110, 0, 100, 100], label))

const split = (parts: Record<string, string>): CaptionSplit => ({
  multi: true,
  panels: Object.entries(parts).map(([labels, text], at) => ({
    labels: labels.split(','),
    subcaption: text,
    full: `Title. ${text}`,
    spans: [[at * 10, at * 10 + 9]],
  })),
})
/** The same grey everywhere: looks then favour no panel over another. */
const blank: RawImage = {
  ...{ width: 660, height: 440, channels: 3, data: Buffer.alloc(660 * 440 * 3, 128) },
}
const input = (panels: Panel[], given: CaptionSplit, caption = 'The caption.'): MatchInput => ({
  image: async () => blank,
  image_sha256: 'f'.repeat(64),
  width: 660,
  height: 440,
  panels,
  split: given,
  caption,
})
const labelsOf = (matches: Match[]) => matches.map(({ labels }) => labels.join())
const abc = split({ A: 'First lesion.', B: 'Second lesion.', C: 'Third lesion.' })
const unsplit: CaptionSplit = { multi: false, panels: [] }

test('printed letters decide, in any case and any order', async () => {
  const matches = await matchPanels(input(row('c', 'A', 'b'), abc))
  expect(labelsOf(matches)).toEqual(['C', 'A', 'B'])
  expect(matches.map(({ flag }) => flag)).toEqual([null, null, null])
  expect(matches[0]).toMatchObject({ subcaption: 2, caption: 'Title. Third lesion.' })
})

test('without letters the reading order decides, and is less sure', async () => {
  const silent = await matchPanels(input(row(null, null, null), abc))
  expect(labelsOf(silent)).toEqual(['A', 'B', 'C'])
  const read = await matchPanels(input(row('A', 'B', 'C'), abc))
  expect(silent[0]?.score).toBeLessThan(read[0]?.score ?? 0)
})

test('one misread letter does not upset its neighbours', async () => {
  const five = split({ A: 'One.', B: 'Two.', C: 'Three.', D: 'Four.', E: 'Five.' })
  const matches = await matchPanels(input(row('A', 'B', 'C', null, 'E'), five))
  expect(labelsOf(matches)).toEqual(['A', 'B', 'C', 'D', 'E'])
})

test('letters that run down the columns are found out by those that are read', async () => {
  const grid = [0, 1, 2, 3, 4, 5].map((at) =>
    panel(
      [(at % 3) * 110, Math.floor(at / 3) * 110, 100, 100],
      [null, 'C', null, 'B', null, 'F'][at],
    ),
  )
  const six = split({ A: '1.', B: '2.', C: '3.', D: '4.', E: '5.', F: '6.' })
  expect(labelsOf(await matchPanels(input(grid, six)))).toEqual(['A', 'C', 'E', 'B', 'D', 'F'])
})

test('charts take their letters too; only histology is answered', async () => {
  const panels = [
    panel([0, 0, 100, 100], null, 'chart'),
    panel([110, 0, 100, 100]),
    panel([220, 0, 100, 100], null, 'chart'),
  ]
  const parts = split({
    A: 'Quantification of positive cells, mean ± SEM.',
    B: 'H&E stained section of the tumour, ×400.',
    C: 'Kaplan-Meier survival curves.',
  })
  const matches = await matchPanels(input(panels, parts))
  expect(matches.map(({ panel: at, labels }) => [at, labels])).toEqual([[1, ['B']]])
})

test('pictures under one letter share its words', async () => {
  const panels = row('A', null, null, 'B', null)
  const matches = await matchPanels(input(panels, split({ A: 'Kidney.', B: 'Liver.' })))
  expect(labelsOf(matches)).toEqual(['A', 'A', 'A', 'B', 'B'])
})

test('a range gives its words to each of its panels', async () => {
  const parts = split({ 'A,B,C': 'Three fields of the tumour.', D: 'Normal tissue.' })
  const matches = await matchPanels(input(row('A', null, 'C', 'D'), parts))
  expect(labelsOf(matches)).toEqual(['A', 'B', 'C', 'D'])
  expect(matches.map(({ subcaption }) => subcaption)).toEqual([0, 0, 0, 1])
})

test('nested labels agree with what is printed of them', async () => {
  const parts = split({ Aa: 'One.', Ab: 'Two.', Ba: 'Three.', Bb: 'Four.' })
  const panels = [0, 1, 2, 3].map((at) =>
    panel([(at % 2) * 110, Math.floor(at / 2) * 110, 100, 100], ['A', null, 'B', null][at]),
  )
  expect(labelsOf(await matchPanels(input(panels, parts)))).toEqual(['Aa', 'Ab', 'Ba', 'Bb'])
})

test('positions are places in the figure, whatever their order in the text', async () => {
  const parts = split({ right: 'Treated.', left: 'Control.' })
  expect(labelsOf(await matchPanels(input(row(null, null), parts)))).toEqual(['left', 'right'])
  const four = [0, 1, 2, 3].map((at) => panel([(at % 2) * 110, Math.floor(at / 2) * 110, 100, 100]))
  const rows = split({ 'lower row': 'Treated.', 'upper row': 'Control.' })
  expect(labelsOf(await matchPanels(input(four, rows)))).toEqual([
    ...['upper row', 'upper row', 'lower row', 'lower row'],
  ])
})

test('a stain that the words do not name makes the pair less sure', async () => {
  const panels = [
    panel([0, 0, 100, 100], null, 'histology', 'IHC'),
    panel([110, 0, 100, 100], null, 'histology', 'H&E'),
  ]
  const sure = async (first: string, second: string) =>
    (await matchPanels(input(panels, split({ A: first, B: second }))))[0]?.evidence.assignment
  const agreeing = Number(await sure('Immunohistochemistry for CD20.', 'H&E.'))
  expect(agreeing).toBeGreaterThan(Number(await sure('H&E.', 'Immunohistochemistry for CD20.')))
})

test('an unsplit caption goes whole to every histology panel', async () => {
  const matches = await matchPanels(input(row(null, null), unsplit, 'Two fields.'))
  expect(matches.map(({ caption, subcaption, spans }) => ({ caption, subcaption, spans }))).toEqual(
    Array.from({ length: 2 }, () => ({
      caption: 'Two fields.',
      subcaption: null,
      spans: [[0, 11]],
    })),
  )
})

test('a single panel with a single caption is nearly sure', async () => {
  const [match] = await matchPanels(input([panel([0, 0, 660, 440])], unsplit))
  expect(match?.score).toBeGreaterThan(0.9)
  expect(match?.flag).toBeNull()
})

test('a figure that was not taken apart gets the whole caption and a flag', async () => {
  const [match] = await matchPanels(input([panel([0, 0, 660, 440])], abc, 'A, B and C.'))
  expect(match).toMatchObject({ caption: 'A, B and C.', subcaption: null, flag: 'count_mismatch' })
})

test('captions that the source ties to graphics stand in for a split', async () => {
  const caption = 'Overview. Low power view. High power view.'
  const graphic_captions = [
    { href: 'a', label: 'A', caption: 'Low power view.' },
    { href: 'b', label: 'B', caption: 'High power view.' },
  ]
  const matches = await matchPanels({ ...input(row('B', 'A'), unsplit, caption), graphic_captions })
  expect(matches.map(({ spans }) => spans.map(([from, to]) => caption.slice(from, to)))).toEqual([
    ['High power view.'],
    ['Low power view.'],
  ])
})

test('every histology panel is answered, however little is known', async () => {
  const crowd = Array.from({ length: 40 }, (_, at) =>
    panel([(at % 8) * 80, Math.floor(at / 8) * 80, 70, 70]),
  )
  const matches = await matchPanels(input(crowd, abc))
  expect(matches.map((match) => match.panel)).toEqual(crowd.map((_, at) => at))
  expect(matches.every(({ score }) => score > 0 && score < 1)).toBe(true)
})

test('the stage is named by its input without the pixels', async () => {
  const stage = matcher()
  const item = input(row('A', 'B', 'C'), abc)
  expect(JSON.parse(JSON.stringify(stage.fingerprint(item)))).toMatchObject({
    caption: 'The caption.',
  })
  expect(decided(await stage.run(item, {}))).toHaveLength(3)
})
