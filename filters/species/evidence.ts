import { animalPassesBy, humanPassesBy, namesTrade, plantIsGiven } from './bystanders.ts'
import { fluidOf, likened } from './comparisons.ts'
import type { Find, Side } from './find.ts'
import { graftsIn, panelMark } from './grafts.ts'
import { latinNames } from './latin.ts'
import { animalAdjective, animalWord } from './lexicon/animals.ts'
import { bodyCues } from './lexicon/bodies.ts'
import { cellLines } from './lexicon/cells.ts'
import { clinicalCues, exposureCues, textbookCue } from './lexicon/clinical.ts'
import { experimentCues, plantCues, xenograftCues } from './lexicon/experiment.ts'
import { husbandryCues } from './lexicon/husbandry.ts'
import { microbeCues } from './lexicon/microbes.ts'
import { modelCues } from './lexicon/models.ts'
import { parasiteWord, pathogenName } from './lexicon/pathogens.ts'
import { societyCues } from './lexicon/society.ts'
import { stockCues } from './lexicon/stocks.ts'
import { strainCues } from './lexicon/strains.ts'
import { veterinaryCues } from './lexicon/veterinary.ts'
import { maskText } from './masks.ts'
import { type NameKind, namesIn } from './names.ts'
import { withoutRelatives } from './relatives.ts'
import { institution, slotOf } from './slots.ts'

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
  const spanOf = (start: number, end: number) => ({
    field,
    start,
    end,
    text: text.slice(start, end),
  })
  const add = (side: Side, kind: string, weight: number, start: number, end: number) => {
    if (kind === 'breed' && institution.test(text.slice(end, end + 72))) return
    if (side === 'human' && humanPassesBy(text, start, end)) return
    if ((side === 'animal' || side === 'plant') && similar.test(text.slice(end, end + 9))) return
    if (kind === 'person' && field !== 'title' && isSymbol(text, start, end)) return
    let share = side === 'plant' && plantIsGiven(text, start, end) ? givenShare : 1
    if (nameable.test(kind) && side === 'animal') {
      if (animalPassesBy(text, start, end)) return
      if (
        common.test(kind) &&
        !/(?:bee|ant|wasp|termite)s?$/i.test(text.slice(start, end)) &&
        namesTrade(text, end)
      ) {
        found.push({ ...spanOf(start, end), side: 'human', kind: 'exposure', weight: 1.6 })
        return
      }
      const slot = common.test(kind) ? slotOf(text, start, end) : 'specimen'
      if (slot === 'product' || slot === 'proper') return
      if (slot === 'loose') share = looseShare
      if (slot === 'free') share = freeShare
      if (agedBefore.test(text.slice(Math.max(0, start - 48), start)))
        found.push({ ...spanOf(start, end), side, kind: 'animal patient', weight: 3 })
    }
    found.push({ ...spanOf(start, end), side, kind, weight: weight * share })
  }
  const cues = (side: Side, list: readonly Cue[]) => {
    for (const { kind, weight, pattern } of list)
      for (const match of masked.matchAll(pattern))
        if (match[0].trim() !== '')
          add(side, kind, weight, match.index, match.index + match[0].trimEnd().length)
  }
  cues('human', clinicalCues)
  // Titles and abstracts of animal models name the diseases, drugs and habits of people.
  if (field === 'caption') {
    cues('human', societyCues)
    cues('human', bodyCues)
  }
  // Bites and trades are masked as animals; they happen to people.
  for (const { kind, weight, pattern } of exposureCues)
    for (const { index, 0: words } of text.matchAll(pattern))
      if (!bitten.test(text.slice(Math.max(0, index - 24), index)))
        found.push({ ...spanOf(index, index + words.length), side: 'human', kind, weight })
  cues('animal', strainCues)
  cues('animal', stockCues)
  cues('animal', husbandryCues)
  cues('animal', experimentCues)
  cues('animal', veterinaryCues)
  cues('animal', modelCues)
  cues('xenograft', xenograftCues)
  cues('plant', plantCues)
  cues('microbe', microbeCues)
  cues('textbook', [{ kind: 'textbook', weight: 1, pattern: textbookCue }])
  cues('animal', [
    { kind: 'animal', weight: 3, pattern: animalWord },
    { kind: 'animal', weight: 2.6, pattern: animalAdjective },
  ])
  const pathogens = [...masked.matchAll(pathogenName), ...masked.matchAll(parasiteWord)]
  const inPathogen = (at: number) =>
    pathogens.some(({ index, 0: name }) => index <= at && at < index + name.length)
  for (const { index, 0: name } of pathogens)
    add('microbe', 'pathogen', 0.6, index, index + name.length)
  const named = namesIn(masked)
  for (const { kind, scientific, start, end } of named) {
    if (inPathogen(start)) continue
    const weight = nameWeights[kind][scientific ? 1 : 0]
    const side = kind === 'plant' || kind === 'microbe' ? kind : 'animal'
    add(side, scientific ? 'scientific name' : 'name', weight, start, end)
  }
  for (const { pathogen, medical, start, end } of latinNames(masked)) {
    if (pathogen || named.some((name) => name.start <= start && start < name.end)) continue
    if (medical) add('human', 'human tissue', 1, start, end)
    else add('animal', 'latin name', 1.8, start, end)
  }
  for (const { origin, start, end } of cellLines(masked)) add(origin, 'cell line', 2.4, start, end)
  found.push(...graftsIn(field, text, found))
  return settle(text, withoutRelatives(text, withoutLikened(text, found))).sort(
    (a, b) => a.start - b.start || b.end - a.end,
  )
}

/** Without the kind that is only likened to the other; where it stands alone it is the subject. */
const withoutLikened = (text: string, finds: Find[]): Find[] => {
  const placesOf = (side: Side) =>
    finds.filter((find) => find.side === side && find.weight >= 1.8).map((find) => find.start)
  const [humans, beasts] = [placesOf('human'), placesOf('animal')]
  const isLikened = ({ side, start, end }: Find) =>
    likened(text, start, end, side === 'human' ? beasts : humans)
  const subject = (side: Side, least: number) => (find: Find) =>
    find.side === side && find.weight >= least && !isLikened(find)
  // What only donors and biopsies speak for is still the subject beside a likeness.
  const people = finds.some(subject('human', 1.2))
  const animals = finds.some(subject('animal', 1.8))
  if (!people && !animals) return finds
  return finds.filter((find) => {
    const { side, start, end } = find
    if (side === 'animal' ? !people : side !== 'human' || !animals) return true
    if (isLikened(find)) return false
    return side === 'animal' || !fluidOf(text, start, end)
  })
}

export const clinical =
  /^(?:age and sex|person|patient|sample|donor|biopsy|clinic|care|diagnosis|human tissue|grading|life)$/

/**
 * Finds that explain others away. Knocked-out genes in a human cell line make no animal; a neutered
 * patient is no person.
 */
const settle = (text: string, finds: Find[]): Find[] => {
  const humanLine = finds.some((find) => find.side === 'human' && find.kind === 'cell line')
  const subjects = finds.filter((find) => find.side === 'animal' && find.weight >= 2.2)
  const infant = finds.some((find) =>
    /^(?:infant|newborn|neonate|child|boy|girl|baby)/i.test(find.text),
  )
  const ofClinics = finds.filter(
    ({ kind, text, side }) =>
      side === 'animal' && (/^(?:breed|animal patient)$/.test(kind) || veterinaryCue.test(text)),
  )
  const animalLine = finds.some((find) => find.side === 'animal' && find.kind === 'cell line')
  const pathogen = finds.some((find) => find.kind === 'pathogen')
  const litter = finds.some(
    ({ kind, side }) =>
      side === 'animal' && /^(?:genotype|manipulated|strain|model organism|stage)$/.test(kind),
  )
  const grafted = finds.some((find) => find.side === 'xenograft')
  const ownTumour = (find: Find): boolean =>
    tumourNext.test(text.slice(find.end, find.end + 24)) &&
    finds.every((other) => other.side !== 'xenograft' || apart(text, find, other))
  return finds.map((find) => {
    if (grafted && find.kind === 'patient' && ownTumour(find))
      return { ...find, kind: 'origin tumour' }
    if (grafted && find.side === 'human' && find.kind === 'cell line')
      return { ...find, weight: 0.5 }
    if (find.kind === 'larva' && inTissue.test(text)) return { ...find, weight: 0.4 }
    if (pathogen && /^(?:larva|brood|hatch|pupa|instar)/i.test(find.text))
      return { ...find, weight: 0.3 }
    if (humanLine && (find.kind === 'manipulated' || engineered.test(find.text)))
      return { ...find, weight: 0.4 }
    if (animalLine && find.kind === 'donor') return { ...find, weight: 0.3 }
    if (clinical.test(find.kind) && ofClinics.some((other) => !apart(text, find, other)))
      return { ...find, weight: find.weight * 0.3 }
    if (find.kind === 'person' && isBeside(text, find, finds)) return { ...find, weight: 0.5 }
    if (litter && /^siblings?$/i.test(find.text)) return { ...find, weight: 0.5 }
    if (infant && find.kind === 'age of animals') return { ...find, weight: 0.3 }
    if (
      attendant.test(find.kind) &&
      !/patients/i.test(find.text) &&
      subjects.some((subject) => !apart(text, find, subject))
    )
      return { ...find, weight: find.weight * 0.4 }
    return find
  })
}

/** A sentence of its own about somebody who fell ill beside the animal: `The farmer later showed`. */
const besideBefore =
  /[.;] (?:The|An?|Two|Three|Four|Both|His|Her|Their|One|Several|Some|No) (?:\w+ ){0,2}(?:\w+['’]s )?$/
const besideAfter =
  /^['’]?s?(?: \w+){0,3}? (?:later|subsequently|also|developed|showed|reported|contracted|recovered|remained|fell|acquired|tested)\b/
const isBeside = (text: string, { start, end }: Find, finds: readonly Find[]): boolean =>
  besideBefore.test(text.slice(Math.max(0, start - 40), start)) &&
  besideAfter.test(text.slice(end, end + 48)) &&
  finds.some((find) => find.side === 'animal' && find.weight >= 1.6 && find.end < start)

/** What a larva that strayed into somebody is found in. */
const inTissue =
  /eosinophil|abscess|granulom|biops|excis|enucleat|resect|craniotomy|furunc|surgical|removed from/i

/** What is done to cell lines as well as to animals, and reporters that work in any cell. */
const engineered = /^(?:GAL4|UAS\b.*|.*[- ](?:KO|knock-?out|null|deficien\w+))$/i

/** Whose name stands right before `bitten by`: `a dog bitten by a viper`. */
const bitten = new RegExp(`${animalWord.source} (?:was |were )?$`)
const similar = /^['’]?s?-(?:like|shaped)\b/

/** `MEN`, `Man` inside a sentence: an abbreviation, a sugar, a name. */
const isSymbol = (text: string, start: number, end: number): boolean => {
  const word = text.slice(start, end)
  if (/^[A-Z]{2,}s?$/.test(word)) return true
  return (
    /^[A-Z]/.test(word) && !/(?:^|[.;:)\]|]\s*)$/.test(text.slice(Math.max(0, start - 3), start))
  )
}

/** `the patient's tumour (c)` beside a graft in another panel. */
const tumourNext =
  /^['’]?s?(?: [\w-]+)?[- ](?:tumou?rs?|specimens?|tissues?|samples?|sections?|biops\w+|\w*(?:carcinoma|blastoma|sarcoma)s?)\b/

/** Whether a panel's mark or `compared with` stands between two finds: then they speak of two things. */
const apart = (text: string, one: Find, other: Find): boolean => {
  const between = text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start))
  return panelMark.test(between) || opposed.test(between)
}
const opposed = /, then\b|\b(?:compared (?:with|to)|versus|vs\.?|whereas|alongside)(?= )/

/** Of people and of animals alike: beside an animal these words are the animal's. */
const attendant =
  /^(?:patient|sample|donor|biopsy|clinic|care|diagnosis|human tissue|grading|life)$/

/** Words of animal clinics: near them `patient` and `biopsy` are the animal's. */
export const veterinaryCue =
  /neuter|spay|castrat|veterinar|kennel|canine|feline|equine|bovine|dog|cat\b|horse|retriever|shepherd|terrier|breed|hair\b/i

const strongest = 4

/** What is left of an animal's name before a word that is no specimen: a hint. */
const looseShare = 0.5
/** And where it is in no place of the thing shown: words about a person may then outweigh it. */
const freeShare = 0.7
/** What is left of a plant that was given to somebody. */
const givenShare = 0.4
/** Latin names and breeds are what they are wherever they stand. */
const common = /^(?:animal|name)$/
/** `a 12-year-old mare`: the animal is the patient; that of `a 50-year-old man keeping pigeons` is not. */
const agedBefore =
  /\b\d+(?:\.\d+)?[- ]?(?:years?|yrs?|months?|weeks?|days?)[- ]old,? (?:(?!(?:man|woman|boy|girl|gentleman|lady|patient|child|infant|and|with|by|of|to|in|on|from|after|who|[a-z]+ing) )[a-z-]+ ){0,3}$/i

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
