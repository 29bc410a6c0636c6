import type { ClassifyInput, SpeciesDecision, SpeciesVerdict } from '../../pipeline/types.ts'
import { evidenceIn, strength } from './evidence.ts'
import type { Find } from './find.ts'
import { panelsDiffer } from './panels.ts'
import {
  asAnimals,
  asBorrowed,
  asTheirs,
  isOfCreatures,
  isVeterinary,
  patientsOf,
} from './patients.ts'

/** How far each kind of material is supported, on the scale of the cue weights (3 settles a text). */
export interface Support {
  human: number
  animal: number
  xenograft: number
  plant: number
  microbe: number
}

export interface RuleReading {
  caption: Support
  context: Support
  textbook: boolean
  /** People in one panel, animals in another. */
  opposed: boolean
  /** Something is shown that lay in a host. */
  grown: boolean
  finds: Find[]
}

const nothing: Support = { human: 0, animal: 0, xenograft: 0, plant: 0, microbe: 0 }

/**
 * How much a field counts against the caption. An abstract tells of the whole study, which often
 * has an animal part and a human part, so it weighs least.
 */
const fieldWeights: Record<string, number> = {
  figure_caption: 0.85,
  title: 0.8,
  mesh: 0.7,
  keywords: 0.6,
  mentions: 0.5,
  subjects: 0.35,
  abstract: 0.5,
}

/** Reads all fields of an input; lists are read as one text, joined as `; `. */
export const readSpecies = (input: ClassifyInput): RuleReading => {
  const around = Object.entries(contextTexts(input)).map(
    ([field, text]) => [field, evidenceIn(field, text)] as const,
  )
  const own = evidenceIn('caption', input.caption)
  const all = [...own, ...around.flatMap(([, finds]) => finds)]
  const veterinary = isVeterinary(all)
  const patients = patientsOf(around)
  const theirs = own.map(veterinary ? asAnimals : asTheirs(patients))
  const caption = isOfCreatures(around) ? theirs.map(asBorrowed) : theirs
  const context = { ...nothing }
  for (const [field, finds] of around) {
    const weight = fieldWeights[field] ?? 0
    const told = veterinary
      ? finds.map(asAnimals)
      : finds.map(asTheirs(patients === 'clinic' ? patients : null))
    const support = field === 'abstract' ? shareOf(told) : supportOf(told)
    // Several fields that agree are one piece of news: take the strongest, add a little.
    for (const side of Object.keys(context) as (keyof Support)[]) {
      const value = support[side] * weight
      context[side] = Math.max(context[side], value) + 0.15 * Math.min(context[side], value)
    }
  }
  const study = studyOf(around.flatMap(([, finds]) => finds))
  if (study === 'animals') context.human *= 0.5
  if (study === 'people') context.animal *= 0.5
  return {
    caption: supportOf(caption),
    context,
    textbook: own.some((find) => find.side === 'textbook'),
    grown: inHost.test(input.caption),
    opposed: panelsDiffer(input.caption, caption),
    finds: all,
  }
}

/**
 * Whether the article around tells of an experiment on animals that only speaks of patients, or of
 * patients with animals only in passing: who was handled, and who was examined.
 */
const studyOf = (finds: readonly Find[]): 'animals' | 'people' | null => {
  const kinds = new Set(finds.filter((find) => find.weight >= 1.5).map((find) => find.kind))
  const has = (...names: string[]) => names.filter((name) => kinds.has(name)).length
  const handled = has('handling', 'strain', 'animals', 'breed', 'genotype', 'animal patient')
  const examined = has('age and sex', 'sample', 'clinic', 'biopsy', 'grading')
  if (handled >= 2 && examined === 0) return 'animals'
  if (examined >= 2 && handled === 0) return 'people'
  return null
}

/** Texts of the fields around a caption, by field name: what evidence offsets count in. */
export const contextTexts = (input: ClassifyInput): Record<string, string> => {
  const figure = input.figure_caption ?? ''
  return {
    figure_caption: figure === input.caption ? '' : figure,
    title: input.title ?? '',
    mesh: (input.mesh ?? []).join('; '),
    keywords: (input.keywords ?? []).join('; '),
    mentions: (input.mentions ?? []).join('; '),
    subjects: (input.subjects ?? []).join('; '),
    abstract: input.abstract ?? '',
  }
}

/**
 * Support in an abstract, which often tells of an animal part and a human background: each side is
 * scaled by its share of the finds, and signs of experiments count double.
 */
const shareOf = (finds: readonly Find[]): Support => {
  const support = supportOf(finds)
  const count = (human: boolean) =>
    finds
      .filter((find) => find.weight >= 1.5 && (find.side === 'human') === human)
      .reduce(
        (sum, { kind }) =>
          sum + (/handling|strain|breed|animals|animal patient|age and sex/.test(kind) ? 2 : 1),
        0,
      )
  const [human, other] = [count(true), count(false)]
  const all = Math.max(1, human + other)
  return {
    human: (support.human * human) / all,
    animal: (support.animal * other) / all,
    xenograft: (support.xenograft * other) / all,
    plant: (support.plant * other) / all,
    microbe: support.microbe,
  }
}

const supportOf = (finds: readonly Find[]): Support => ({
  human: strength(finds, 'human'),
  animal: strength(finds, 'animal'),
  xenograft: strength(finds, 'xenograft'),
  plant: strength(finds, 'plant'),
  microbe: strength(finds, 'microbe'),
})

/** What a verdict rests on: words of the caption, only the article around it, or nothing. */
export type Basis = 'caption' | 'context' | 'none'

export interface RuleAnswer {
  verdict: SpeciesVerdict
  /** 0..1, grows with the distance to the rival. */
  score: number
  basis: Basis
}

/** Verdict of the rules alone. */
export const ruleVerdict = (reading: RuleReading): RuleAnswer => {
  const { caption, context } = reading
  // Extracts and foods are given to people and animals: plants weigh little beside either.
  const grown = reading.finds.some((find) => find.field === 'caption' && find.kind === 'plant')
  const around = context.human - nonhumanOf(context)
  // A grain in a trial of people was eaten by them; farmers grow it.
  const titled = reading.finds.some(
    ({ field, side, weight, text }) =>
      field === 'title' && side === 'human' && weight >= 1.5 && !/^farmers?$/i.test(text),
  )
  const eaten = titled && !grown && caption.animal < 1.4 && around >= 1
  const beside = Math.max(caption.human, caption.animal) >= 2
  const plant = caption.plant * (eaten || (beside && !grown) ? 0.4 : beside ? 0.8 : 1)
  const other = Math.max(caption.animal, plant, caption.xenograft)
  if (reading.opposed) return answer('mixed', 0.6)
  const human = caption.human
  if (caption.xenograft >= 3) {
    return ownTissue(reading) ? answer('mixed', 0.6) : answer('nonhuman', 0.95)
  }
  if (other >= 2.2 && human >= 2.2) {
    const lean = other - human - 0.3 * around
    if (lean > 1 && !(namesPerson(reading) && namesAnimal(reading)))
      return answer('nonhuman', 0.5 + lean / 10)
    if (lean < -1 && !namesAnimal(reading)) return answer('human', 0.5 - lean / 10)
    return answer('mixed', 0.5)
  }
  const net = human - other
  if (net >= 1.4) {
    const inside = context.xenograft >= 1.2 && linesOnly(reading)
    return inside ? answer('nonhuman', 0.6, 'context') : answer('human', 0.6 + net / 10)
  }
  if (net <= -1.4) return answer('nonhuman', 0.6 - net / 10)
  if (caption.microbe >= 2 && human < 1.4) return answer('nonhuman', 0.6)
  const total = net + around
  // An animal named in passing, and nobody: the article alone does not make the slide a person's.
  if (total >= 0.3 && human < 2 && mentionsAnimal(reading)) return answer('unsure', 0.5, 'context')
  if (total >= 0.3) return answer('human', 0.5 + total / 10, 'context')
  if (total <= -0.3) return answer('nonhuman', 0.5 - total / 10, 'context')
  if (reading.textbook) return answer('human', 0.5, 'context')
  return answer('unsure', 0.5, 'none')
}

/**
 * Whether a caption knows people by their cells alone and shows something that lay in a host: in an
 * article about grafts these cells were inside an animal.
 */
const linesOnly = ({ finds, grown }: RuleReading): boolean =>
  grown &&
  finds.every(
    ({ field, side, kind, weight }) =>
      field !== 'caption' ||
      side !== 'human' ||
      weight < 1.2 ||
      /^(?:cell line|human cells|human|diagnosis)$/.test(kind),
  )
const inHost =
  /\bgrafts?\b|\b(?:implant|engraft|inoculat|transplant)\w*|\bhosts?\b|\brecipients?\b|\b(?:days?|weeks?) \d+ (?:after|post)|\bvehicle\b|\btumou?r (?:sections?|growth|volume|weight)s?\b/i

/** Whether the caption names an animal outright, so that no clinical word can outvote it. */
const namesAnimal = ({ finds }: RuleReading): boolean =>
  finds.some(
    ({ field, kind, side, weight }) =>
      field === 'caption' &&
      side === 'animal' &&
      weight >= 2.4 &&
      /^(?:animal|name|scientific name|strain|breed|genotype|animals|model organism|stage)$/.test(
        kind,
      ),
  )

const mentionsAnimal = ({ finds }: RuleReading): boolean =>
  finds.some(
    ({ field, kind, weight }) =>
      field === 'caption' && weight >= 1.2 && /^(?:animal|name|latin name)$/.test(kind),
  )

/** Whether it names a person outright too. */
const namesPerson = ({ finds }: RuleReading): boolean =>
  finds.some(
    ({ field, kind, weight }) =>
      field === 'caption' && weight >= 2.6 && /^(?:age and sex|human)$/.test(kind),
  )

/** Whether a caption with a graft also shows tissue of a person, as the tumour it was made from. */
const ownTissue = ({ caption, finds }: RuleReading): boolean => {
  const own = finds.filter(({ field }) => field === 'caption')
  const graft = own.filter(({ side }) => side === 'xenograft')
  const person = own.filter(
    ({ side, kind }) =>
      side === 'human' && /^(?:patient|age and sex|sample|origin tumour|person)$/.test(kind),
  )
  const recipient = own.some(
    ({ side, text }) => side === 'human' && /recipient|decedent|deceased/i.test(text),
  )
  if (recipient || person.some(({ kind }) => kind === 'origin tumour')) return true
  const apart = person.some((find) =>
    graft.every(
      ({ start, end }) => Math.min(Math.abs(find.start - end), Math.abs(start - find.end)) > 60,
    ),
  )
  return apart && caption.human > 3.4
}

const nonhumanOf = (support: Support): number =>
  Math.max(
    support.animal,
    support.plant * (support.human >= 1.5 ? 0.5 : 1),
    support.xenograft * 0.6,
  )

const answer = (verdict: SpeciesVerdict, score: number, basis: Basis = 'caption'): RuleAnswer => ({
  verdict,
  score: Math.min(0.99, score),
  basis,
})

/** The spans that carried a verdict: strongest first, at most one of a text and kind, six in all. */
export const citedEvidence = (
  finds: readonly Find[],
  verdict: SpeciesVerdict,
): SpeciesDecision['evidence'] => {
  const speaks = (find: Find): boolean =>
    find.weight >= 0.7 &&
    find.side !== 'textbook' &&
    (verdict === 'mixed' ||
      verdict === 'unsure' ||
      (verdict === 'human') === (find.side === 'human'))
  const seen = new Set<string>()
  return finds
    .filter(speaks)
    .map((find) => ({ find, rank: find.weight * (fieldWeights[find.field] ?? 1) }))
    .sort((a, b) => b.rank - a.rank)
    .filter(({ find }) => {
      const key = `${find.kind}\n${find.text.toLowerCase()}`
      if (seen.has(key)) return false
      seen.add(key)
      return true
    })
    .slice(0, 6)
    .map(({ find: { field, start, end, text } }) => ({ field, start, end, text }))
}
