import type { Panel, Stain } from '../../../pipeline/types.ts'
import { type SinglePicture, singlePictures } from '../gold/pictures.ts'
import { sample, shareOf } from '../measures.ts'
import { figureFinding } from '../page/figure.ts'
import { type Context, rowOf, shareOfItems, type Task, tally } from '../task.ts'
import { pictureSplit } from './figures.ts'

/** A panel that covers this share of a picture is the picture. */
const most = 0.5
/** So many pictures of one group and kind speak for it. */
const perGroup = 8

interface Seen extends SinglePicture {
  found: Panel[]
  width: number
  height: number
  /** The histology panel that covers most of the picture. */
  tissue: Panel | undefined
  /** The largest panel of any kind. */
  main: Panel | undefined
}

const area = ({ bbox }: Panel) => bbox[2] * bbox[3]
const largest = (panels: readonly Panel[]) => [...panels].sort((a, b) => area(b) - area(a))[0]

const balanced = (pictures: readonly SinglePicture[]): SinglePicture[] => {
  const heaps = new Map<string, SinglePicture[]>()
  for (const picture of pictures) {
    const key = `${picture.group}\n${picture.kind}\n${picture.stain}`
    heaps.set(key, [...(heaps.get(key) ?? []), picture])
  }
  return [...heaps.values()].flatMap((heap) => sample(heap, perGroup, ({ file }) => file))
}

const lookAt = async ({ data, part, limit, detect, progress }: Context): Promise<Seen[]> => {
  const pictures = sample(balanced(singlePictures(data, part)), limit, ({ file }) => file)
  const seen: Seen[] = []
  for (const [index, picture] of pictures.entries()) {
    if ((index + 1) % 50 === 0) progress(`singles: ${index + 1} of ${pictures.length} pictures`)
    try {
      const { panels: found, width, height } = await detect(picture.file)
      const tissue = largest(found.filter(({ kind }) => kind === 'histology'))
      const covers = tissue !== undefined && area(tissue) >= most * width * height
      const whole = { found, width, height, main: largest(found) }
      seen.push({ ...picture, ...whole, tissue: covers ? tissue : undefined })
    } catch (error) {
      progress(
        `singles: ${picture.file} left out, ${error instanceof Error ? error.message : error}`,
      )
    }
  }
  return seen
}

const stated: readonly Stain[] = ['H&E', 'IHC', 'special']

const confusionOf = ({ kind, stain, tissue, main, found }: Seen): string | null => {
  if (kind !== 'histology') return tissue ? `${kind} taken for tissue` : null
  if (!tissue) {
    if (found.some((panel) => panel.kind === 'histology')) return `${stain}: only a part found`
    return `${stain} taken for ${main?.kind}`
  }
  return stain !== 'unspecified' && tissue.stain !== stain
    ? `${stain} seen as ${tissue.stain}`
    : null
}

const weightOf: [RegExp, number][] = [
  [/taken for tissue/, 3],
  [/taken for/, 2.5],
  [/part/, 2],
]

export const singles: Task = {
  name: 'singles',
  about: 'whole pictures of one kind: is tissue seen as tissue, and nothing else',
  run: async (context) => {
    const seen = await lookAt(context)
    const tissue = seen.filter(({ kind }) => kind === 'histology')
    const others = seen.filter(({ kind }) => kind !== 'histology')
    const known = tissue.filter(({ stain }) => stain !== null && stated.includes(stain))
    const of = {
      ...{ task: 'singles', of: 'pictures', groupOf: ({ group }: Seen) => group },
      sources: `${context.part}; data/images`,
    }
    const found = shareOfItems<Seen>((picture) => picture.tissue !== undefined)
    const stainRight = shareOfItems<Seen>((picture) => picture.tissue?.stain === picture.stain)
    return {
      rows: [
        rowOf({ ...of, items: tissue }, 'tissue found', found, { baseline: 1, goal: '≥ 0.97' }),
        ...stated.map((stain) =>
          rowOf(
            { ...of, items: tissue.filter((one) => one.stain === stain) },
            `${stain} found`,
            found,
          ),
        ),
        rowOf({ ...of, items: others }, 'others called tissue', found, {
          ...{ baseline: 1, goal: '≤ 0.02' },
        }),
        rowOf({ ...of, items: known }, 'stain right', stainRight, {
          baseline: shareOf(known, ({ stain }) => stain === 'H&E'),
          goal: '≥ 0.90',
        }),
      ],
      split: `${pictureSplit[context.part]}; at most ${perGroup} pictures of a group, kind and stain`,
      findings: seen.flatMap((picture) => {
        const title = confusionOf(picture)
        if (title === null) return []
        const sure = picture.tissue?.score ?? picture.main?.score ?? 0
        return figureFinding(context.data, picture, {
          title,
          kind: title,
          severity: (weightOf.find(([pattern]) => pattern.test(title))?.[1] ?? 1) + sure,
          found: picture.found.map(({ bbox, kind, stain, score }) => ({
            ...{ bbox, text: `${stain ?? kind} ${score.toFixed(2)}` },
            right: (kind === 'histology') === (picture.kind === 'histology'),
          })),
          missed: [],
        })
      }),
      confusions: {
        'Pictures taken for something else': tally(seen.flatMap((one) => confusionOf(one) ?? [])),
      },
    }
  },
}
