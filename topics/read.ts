import type { ClassifyInput, Topic } from '../pipeline/types.ts'
import { notOrgans, organWords } from './lexicon.ts'

type Organ = keyof typeof organWords
const organs = Object.keys(organWords) as Organ[]
const compiled = organs.map((organ) => ({
  organ,
  strong: new RegExp(`(?<![\\w-])(?:${organWords[organ].strong})`, 'gi'),
  weak: new RegExp(`(?<![\\w-])(?:${organWords[organ].weak})`, 'gi'),
}))

/** How much a field counts: the caption decides, the title says where the study looked. */
const fieldWeights = { caption: 3, figure_caption: 1, title: 2, keywords: 1, mesh: 1, abstract: 0.6 }

/**
 * Evidence for each organ. Repeats of a word count less and less; the first organ named in the
 * caption gets a little more, because a metastasis counts at the site shown and captions begin there.
 */
export const readTopics = (input: ClassifyInput): Record<Topic, number> => {
  const scores = Object.fromEntries(organs.map((organ) => [organ, 0])) as Record<Topic, number>
  scores.other = 0
  const texts: [number, string][] = [
    [fieldWeights.caption, input.caption],
    [
      fieldWeights.figure_caption,
      input.figure_caption === input.caption ? '' : (input.figure_caption ?? ''),
    ],
    [fieldWeights.title, input.title ?? ''],
    [fieldWeights.keywords, (input.keywords ?? []).join('; ')],
    [fieldWeights.mesh, (input.mesh ?? []).join('; ')],
    [fieldWeights.abstract, input.abstract ?? ''],
  ]
  for (const [weight, raw] of texts) {
    if (raw === '') continue
    const text = raw.replace(notOrgans, (found) => ' '.repeat(found.length))
    let first: { organ: Organ; at: number } | null = null
    for (const { organ, strong, weak } of compiled) {
      const hits = [...text.matchAll(strong)]
      const hints = [...text.matchAll(weak)].length
      scores[organ] += weight * (saturate(hits.length) + 0.3 * saturate(hints))
      const at = hits[0]?.index
      if (at !== undefined && (first === null || at < first.at)) first = { organ, at }
    }
    if (first) scores[first.organ] += 0.35 * weight
  }
  return scores
}

/** 0, 1, 1.5, 1.83, …: the second mention adds a half, the third a third. */
const saturate = (count: number): number => {
  let sum = 0
  for (let n = 1; n <= Math.min(count, 8); n++) sum += 1 / n
  return sum
}

/** The organ with most evidence, or `other` when there is next to none. */
export const ruleTopic = (scores: Record<Topic, number>): { topic: Topic; score: number } => {
  let topic: Topic = 'other'
  let best = 1
  let total = 1
  for (const organ of organs) {
    total += scores[organ]
    if (scores[organ] > best) {
      best = scores[organ]
      topic = organ
    }
  }
  return { topic, score: Math.min(0.99, best / total) }
}
