import { byFirstLetter } from '../pipeline/alternatives.ts'
import { type ClassifyInput, type Topic, topics } from '../pipeline/types.ts'
import { microbes, noOrgan, notOrgans, organWords, origin } from './lexicon.ts'

type Organ = keyof typeof organWords
const organs = Object.keys(organWords) as Organ[]
/** All in lower case, text and words: folding case at every letter takes most of the time. */
const wordsOf = (source: string): RegExp =>
  new RegExp(`(?<![\\w-])${byFirstLetter(source.toLowerCase())}`, 'g')
const compiled = organs.map((organ) => ({
  organ,
  site: wordsOf(organWords[organ].site),
  shared: wordsOf(organWords[organ].shared),
}))

/** How much a field counts: the caption decides, the title says where the study looked. */
const fieldWeights = {
  caption: 3,
  figure_caption: 1,
  title: 2,
  keywords: 0.8,
  mesh: 0.8,
  abstract: 0.5,
}
const firstBonus = 0.5
const sharedShare = 0.4
/** `microglia in the inner retina`: the organ that something is in outweighs what is in it. */
const locatedBonus = 0.4
const place = /\b(?:in|of|from|within|throughout) (?:the |an? )?(?:[a-z-]+ )?$/i
/** How much a plant or a microbe speaks against any organ. */
const apart = 1.2
/** A fungus in the caption itself may lie in tissue; one in the title is what was studied. */
const microbeInTissue = 0.5

/**
 * Evidence for each organ. Repeats of a word count less and less; the first organ named in a field
 * counts more, because captions begin with the site shown.
 */
export const readTopics = (input: ClassifyInput): Record<Topic, number> => {
  const scores = Object.fromEntries(topics.map((topic) => [topic, 0])) as Record<Topic, number>
  const figure = input.figure_caption === input.caption ? '' : (input.figure_caption ?? '')
  const texts: [number, string][] = [
    [fieldWeights.caption, input.caption],
    [fieldWeights.figure_caption, figure],
    [fieldWeights.title, input.title ?? ''],
    [fieldWeights.keywords, (input.keywords ?? []).join('; ')],
    [fieldWeights.mesh, (input.mesh ?? []).join('; ')],
    [fieldWeights.abstract, input.abstract ?? ''],
  ]
  for (const [weight, text] of texts) {
    if (text === '') continue
    const found = fieldScores(text, weight === fieldWeights.caption)
    for (const topic of topics) scores[topic] += weight * found[topic]
  }
  return scores
}

/** `skin of the thigh` is skin: parts of the body have every organ. */
const region = /^(?:thigh|limb|quadriceps|head and neck|vertebra|femur|tibia)/i

/** Whether what is named first is in what is named next: `lipoma of the colon`. */
const holds = (between: string): boolean => between.length < 40 && !/[.;:,(]/.test(between)

/** Titles and abstracts come again with every pair of an article. */
const remembered = new Map<string, Record<Topic, number>>()

const fieldScores = (text: string, isCaption: boolean): Record<Topic, number> => {
  if (isCaption) return search(text, true)
  const known = remembered.get(text)
  if (known) return known
  const scores = search(text, false)
  remembered.set(text, scores)
  const [oldest] = remembered.keys()
  if (remembered.size > 64 && oldest !== undefined) remembered.delete(oldest)
  return scores
}

const search = (raw: string, isCaption: boolean): Record<Topic, number> => {
  const scores = Object.fromEntries(topics.map((topic) => [topic, 0])) as Record<Topic, number>
  const blank = (found: string) => ' '.repeat(found.length)
  const text = raw.replace(notOrgans, blank).toLowerCase()
  const shown = text.replace(origin, blank)
  let first: { organ: Organ; at: number } | null = null
  let within: { organ: Organ; at: number } | null = null
  for (const { organ, site, shared } of compiled) {
    const sites = [...shown.matchAll(site)]
    const origins = shown === text ? 0 : count(text, site) - sites.length
    scores[organ] += saturate(sites.length) + 0.3 * saturate(origins)
    scores[organ] += sharedShare * saturate(count(shown, shared))
    const located = sites.find(({ index }) =>
      place.test(shown.slice(Math.max(0, index - 24), index)),
    )
    if (located) scores[organ] += locatedBonus
    const at = sites[0]?.index
    if (at !== undefined && (first === null || at < first.at)) first = { organ, at }
    if (located && !region.test(located[0]) && (within === null || located.index < within.at))
      within = { organ, at: located.index }
  }
  if (first && within && holds(shown.slice(first.at, within.at))) first = within
  if (first) scores[first.organ] += firstBonus
  scores.other +=
    apart * saturate(count(text, noOrgan)) +
    (isCaption ? microbeInTissue : apart) * saturate(count(text, microbes))
  return scores
}

const count = (text: string, pattern: RegExp): number => {
  let found = 0
  for (const _ of text.matchAll(pattern)) found++
  return found
}

/** 0, 1, 1.5, 1.83, …: the second mention adds a half, the third a third. */
const saturate = (times: number): number => {
  let sum = 0
  for (let n = 1; n <= Math.min(times, 8); n++) sum += 1 / n
  return sum
}

/** Below this much evidence a caption has no organ. */
export const least = 0.7

/** The organ with most evidence, or `other` when there is next to none. */
export const ruleTopic = (scores: Record<Topic, number>): { topic: Topic; score: number } => {
  let topic: Topic = 'other'
  let best = Math.max(least, scores.other)
  let total = best
  for (const organ of organs) {
    total += scores[organ]
    if (scores[organ] > best) {
      best = scores[organ]
      topic = organ
    }
  }
  return { topic, score: Math.min(0.99, best / total) }
}
