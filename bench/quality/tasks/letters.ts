import type { Bbox } from '../../../pipeline/types.ts'
import { figureFinding } from '../page/figure.ts'
import { byOverlap, overlap, sameBox } from '../score/boxes.ts'
import { rowOf, shareOfItems, type Task, tally } from '../task.ts'
import { lookAtFigures, pictureSplit, type SeenFigure } from './figures.ts'

/** One printed letter; its panels are those that carry it. */
interface Printed {
  figure: SeenFigure
  letter: string
  boxes: Bbox[]
  /** What was read at boxes that are its panels: empty when none of them was found. */
  read: (string | null)[]
  /** The letter that counting found panels in reading order gives. */
  counted: boolean
}

const same = (a: string | null, b: string | null) =>
  a !== null && b !== null && a.toLowerCase() === b.toLowerCase()

const lettersOf = (figure: SeenFigure): Printed[] => {
  const labelled = figure.panels.filter(({ label }) => label !== null && /^[A-Za-z]$/.test(label))
  const given = byOverlap(
    figure.found.map(({ bbox }) => bbox),
    figure.panels.map(({ bbox }) => bbox),
  )
  const letters = new Set(labelled.flatMap(({ label }) => label ?? []))
  return [...letters].map((letter) => {
    const own = figure.panels.flatMap(({ label }, at) => (label === letter ? [at] : []))
    const at = given.flatMap((panel, index) => (panel !== null && own.includes(panel) ? index : []))
    return {
      ...{ figure, letter },
      boxes: figure.panels.filter(({ label }) => label === letter).map(({ bbox }) => bbox),
      read: at.map((index) => figure.found[index]?.label ?? null),
      counted: at.some((index) => same(String.fromCharCode(97 + index), letter)),
    }
  })
}

/** A panel found where no letter is printed, and whether one was given to it. */
interface Bare {
  group: string
  given: boolean
}

const bareOf = (figure: SeenFigure): Bare[] => {
  const given = byOverlap(
    figure.found.map(({ bbox }) => bbox),
    figure.panels.map(({ bbox }) => bbox),
  )
  return figure.found.flatMap(({ label }, index): Bare[] => {
    const at = given[index]
    const panel = at === null || at === undefined ? undefined : figure.panels[at]
    return panel?.label === null ? [{ group: figure.group, given: label !== null }] : []
  })
}

const correct = ({ read, letter }: Printed) => read.some((label) => same(label, letter))

const confusionOf = ({ read, letter }: Printed): string => {
  if (read.length === 0) return 'panel not found'
  const wrong = read.find((label) => label !== null)
  return wrong ? `${letter} read as ${wrong}` : 'not read'
}

const namesOf = (wrong: readonly Printed[]): string => {
  const groups = new Map<string, string[]>()
  for (const item of wrong) {
    const name = confusionOf(item)
    groups.set(name, [...(groups.get(name) ?? []), item.letter])
  }
  return [...groups]
    .map(([name, own]) => (/read as/.test(name) ? name : `${name}: ${own.join(' ')}`))
    .join('; ')
}

export const letters: Task = {
  name: 'letters',
  about: 'panel letters printed in or beside the panels of gold-panels; case does not count',
  run: async (context) => {
    const lookAt = (lettered: boolean) =>
      lookAtFigures(
        context,
        'letters',
        ({ source, panels }) =>
          source === 'gold-panels' &&
          (lettered || panels.length > 1) &&
          panels.some(({ label }) => label !== null) === lettered,
      )
    const figures = await lookAt(true)
    const bare = [...figures, ...(await lookAt(false))].flatMap(bareOf)
    const items = figures.flatMap(lettersOf)
    const of = {
      ...{ task: 'letters', of: 'letters', groupOf: ({ figure }: Printed) => figure.group },
      sources: `${context.part}; gold-panels`,
    }
    const matched = items.filter(({ read }) => read.length > 0)
    const read = matched.filter((item) => item.read.some((label) => label !== null))
    const counted = shareOfItems<Printed>((item) => item.counted)
    const right = shareOfItems(correct)
    return {
      rows: [
        rowOf({ ...of, items: matched }, 'letter right, panel found', right, {
          ...{ baseline: counted(matched), goal: '≥ 0.90' },
        }),
        rowOf({ ...of, items }, 'letter right, of all', right, { baseline: counted(items) }),
        rowOf({ ...of, items: read }, 'letter right where one is read', right),
        rowOf(
          {
            ...{ task: 'letters', of: 'panels without', sources: of.sources },
            ...{ items: bare, groupOf: ({ group }: Bare) => group },
          },
          'letter given where none is printed',
          shareOfItems(({ given }) => given),
        ),
      ],
      split: pictureSplit[context.part],
      findings: figures.flatMap((figure) => {
        const wrong = items.filter((item) => item.figure === figure && !correct(item))
        if (wrong.length === 0) return []
        const lost = wrong.filter((item) => item.read.length === 0)
        const letterOf = (label: string | null, bbox: Bbox) => {
          const truth = figure.panels.find((panel) => overlap(panel.bbox, bbox) >= sameBox)?.label
          return { truth, right: label !== null && truth !== undefined && same(truth, label) }
        }
        return figureFinding(context.data, figure, {
          title: namesOf(wrong),
          severity: wrong.length + wrong.filter((item) => /read as/.test(confusionOf(item))).length,
          found: figure.found.map(({ bbox, label }) => {
            const { truth, right } = letterOf(label, bbox)
            const text = right || !truth ? (label ?? '–') : `${label ?? '–'}, truth ${truth}`
            return { bbox, text, right: right || (!truth && label === null) }
          }),
          missed: lost.flatMap(({ boxes, letter }) =>
            boxes.map((bbox) => ({ bbox, text: letter })),
          ),
        })
      }),
      confusions: {
        'Letters not right': tally(items.filter((item) => !correct(item)).map(confusionOf)),
      },
    }
  },
}
