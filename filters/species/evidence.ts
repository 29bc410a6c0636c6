import type { TextEvidence } from '../../pipeline/types.ts'
import { animalPassesBy, humanPassesBy } from './bystanders.ts'
import { animalAdjective, animalWord } from './lexicon/animals.ts'
import { cellLines } from './lexicon/cells.ts'
import { clinicalCues, textbookCue } from './lexicon/clinical.ts'
import { experimentCues, plantCues, xenograftCues } from './lexicon/experiment.ts'
import { microbeCues } from './lexicon/microbes.ts'
import { strainCues } from './lexicon/strains.ts'
import { maskText } from './masks.ts'
import { type NameKind, namesIn } from './names.ts'

/** Which way a find speaks. A graft of human cells in an animal is not human tissue. */
export type Side = 'human' | 'animal' | 'xenograft' | 'plant' | 'microbe' | 'textbook'

export interface Find extends TextEvidence {
  side: Side
  /** What sort of cue, e.g. `strain`, `age and sex`. */
  kind: string
  /** 3 settles a text, 1 is a hint. */
  weight: number
}

interface Cue {
  kind: string
  weight: number
  pattern: RegExp
}

const nameWeights: Record<NameKind, [common: number, scientific: number]> = {
  vertebrate: [2.6, 3],
  invertebrate: [1.6, 2.2],
  plant: [1.4, 2.4],
  microbe: [0, 0.6],
}

/**
 * Everything in one text that speaks about where its material came from, with its place in the
 * text. Masked words (antibody hosts, reagents, genes, diseases, shapes) are never found.
 */
export const evidenceIn = (field: string, text: string): Find[] => {
  if (text === '') return []
  // Titles, abstracts and figure captions come again with every pair of an article.
  const key = `${field}\n${text}`
  const known = remembered.get(key)
  if (known) return known
  const finds = search(field, text)
  remembered.set(key, finds)
  const [oldest] = remembered.keys()
  if (remembered.size > 64 && oldest !== undefined) remembered.delete(oldest)
  return finds
}

const remembered = new Map<string, Find[]>()

const search = (field: string, text: string): Find[] => {
  const masked = maskText(text)
  const found: Find[] = []
  const add = (side: Side, kind: string, weight: number, start: number, end: number) => {
    if (nameable.test(kind) && side === 'animal' && animalPassesBy(text, start, end)) return
    if (side === 'human' && humanPassesBy(text, start, end)) return
    found.push({ field, start, end, text: text.slice(start, end), side, kind, weight })
  }
  const cues = (side: Side, list: readonly Cue[]) => {
    for (const { kind, weight, pattern } of list)
      for (const match of masked.matchAll(pattern))
        if (match[0].trim() !== '')
          add(side, kind, weight, match.index, match.index + match[0].trimEnd().length)
  }
  cues('human', clinicalCues)
  cues('animal', strainCues)
  cues('animal', experimentCues)
  cues('xenograft', xenograftCues)
  cues('plant', plantCues)
  cues('microbe', microbeCues)
  cues('textbook', [{ kind: 'textbook', weight: 1, pattern: textbookCue }])
  cues('animal', [
    { kind: 'animal', weight: 3, pattern: animalWord },
    { kind: 'animal', weight: 2.6, pattern: animalAdjective },
  ])
  for (const { kind, scientific, start, end } of namesIn(masked)) {
    const weight = nameWeights[kind][scientific ? 1 : 0]
    const side = kind === 'plant' || kind === 'microbe' ? kind : 'animal'
    add(side, scientific ? 'scientific name' : 'name', weight, start, end)
  }
  for (const { origin, start, end } of cellLines(masked)) add(origin, 'cell line', 2.4, start, end)
  return settle(found).sort((a, b) => a.start - b.start || b.end - a.end)
}

export const clinical =
  /^(?:age and sex|person|patient|sample|donor|biopsy|clinic|care|diagnosis|human tissue|grading)$/

/**
 * Finds that explain others away. Knocked-out genes in a human cell line make no animal; a neutered
 * patient is no person.
 */
const settle = (finds: Find[]): Find[] => {
  const humanLine = finds.some((find) => find.side === 'human' && find.kind === 'cell line')
  const subject = finds.some((find) => find.side === 'animal' && find.weight >= 2.2)
  const veterinary = finds.some((find) => veterinaryCue.test(find.text) && find.side === 'animal')
  const animalLine = finds.some((find) => find.side === 'animal' && find.kind === 'cell line')
  return finds.map((find) => {
    if (humanLine && find.kind === 'manipulated') return { ...find, weight: 0.4 }
    if (animalLine && find.kind === 'donor') return { ...find, weight: 0.3 }
    if (veterinary && clinical.test(find.kind)) return { ...find, weight: find.weight * 0.3 }
    if (subject && attendant.test(find.kind) && !/patients/i.test(find.text))
      return { ...find, weight: find.weight * 0.4 }
    return find
  })
}

/** Of people and of animals alike: beside an animal these words are the animal's. */
const attendant = /^(?:patient|sample|donor|biopsy|clinic|care|diagnosis|human tissue|grading)$/

/** Words of animal clinics: near them `patient` and `biopsy` are the animal's. */
export const veterinaryCue =
  /neuter|spay|castrat|veterinar|kennel|canine|feline|equine|bovine|dog|cat\b|horse|retriever|shepherd|terrier|breed|hair\b/i

const strongest = 4

/** Kinds that name an animal; what was done to it names it too, but never only in passing. */
const nameable = /^(?:animal|name|scientific name|breed)$/

/** Strength of one side in one text: the best find, a little more for each further kind. */
export const strength = (finds: readonly Find[], ...sides: Side[]): number => {
  const best = new Map<string, number>()
  for (const find of finds)
    if (sides.includes(find.side))
      best.set(find.kind, Math.max(best.get(find.kind) ?? 0, find.weight))
  const weights = [...best.values()].sort((a, b) => b - a)
  return Math.min(
    strongest,
    (weights[0] ?? 0) + 0.35 * weights.slice(1).reduce((sum, weight) => sum + weight, 0),
  )
}
