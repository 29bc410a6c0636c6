import { clinical } from './evidence.ts'
import type { Find } from './find.ts'

const clinicOfAnimals = /neuter|spay|castrat|veterinar|kennel|pet owner/i

/** Whether some field says outright that animals are the patients. */
export const isVeterinary = (finds: readonly Find[]): boolean =>
  finds.some(
    ({ kind, text }) =>
      kind === 'animal patient' ||
      (kind === 'animal clinic' && !farm.test(text)) ||
      (kind === 'breed' && clinicOfAnimals.test(text)),
  )

/** Places and seasons of farms, where butchers and shepherds fall ill too. */
const farm =
  /slaughter|abattoir|farm|feedlot|poultry|calving|lambing|kidding|farrowing|foaling|whelping|hoof|hooves|teat/i

/** In a veterinary article a patient is an animal. */
export const asAnimals = (find: Find): Find =>
  clinical.test(find.kind) ? { ...find, weight: find.weight * 0.3 } : find

/**
 * Words that go with patients of either kind. A title that names animals of clinics and farms, in an
 * article that names no people, has them as patients; one that names animals of laboratories has
 * specimens and operations, but its patients and grades are still people's.
 */
const shared =
  /^(?:patient|sample|donor|biopsy|clinic|care|diagnosis|human tissue|grading|imaging|life)$/
const sharedInLaboratory = /^(?:sample|biopsy|care|diagnosis|human tissue|imaging|life)$/
const ofLaboratory =
  /^(?:m(?:ouse|ice)|murine|rats?|hamsters?|gerbils?|guinea[- ]pigs?|zebrafish|xenopus|rodents?|rabbits?|monkeys?|macaques?|minipigs?|pigs?|porcine|swine|chicks?|chickens?)$/i

/** Whose patients an article's are, when it names animals and no people. */
export const patientsOf = (
  around: readonly (readonly [string, readonly Find[]])[],
): 'clinic' | 'laboratory' | null => {
  const people = around.some(([, finds]) =>
    finds.some(
      ({ side, kind, weight, text }) =>
        side === 'human' &&
        weight >= 1.8 &&
        !borrowed.test(text) &&
        /^(?:human|person|age and sex|cell line)$/.test(kind),
    ),
  )
  const inTitle = around.find(([field]) => field === 'title')?.[1] ?? []
  if (people) return null
  const named = inTitle.filter(
    ({ side, kind, weight }) =>
      side === 'animal' && weight >= 2 && /^(?:animal|name|scientific name|breed)$/.test(kind),
  )
  if (named.length === 0) return reviewed(around)
  if (inTitle.some(({ side, kind }) => side === 'human' && kind === 'patient')) return null
  return named.some(({ text }) => !ofLaboratory.test(text)) ? 'clinic' : 'laboratory'
}

/** Breeds and beasts of clinics whose records an abstract tells of: `records of 40 dachshunds`. */
const reviewed = (around: readonly (readonly [string, readonly Find[]])[]): 'clinic' | null => {
  const abstract = around.find(([field]) => field === 'abstract')?.[1] ?? []
  const beasts = abstract.filter(
    ({ side, kind, weight, text }) =>
      side === 'animal' &&
      weight >= 2.4 &&
      /^(?:animal|name|scientific name|breed)$/.test(kind) &&
      !ofLaboratory.test(text),
  )
  const persons = abstract.some(({ side, weight }) => side === 'human' && weight >= 1.6)
  return beasts.length > 0 && !persons ? 'clinic' : null
}

/** An age in years without a noun that only people have. */
const ageAlone = /^(?:(?:fe)?male )?aged \d+(?: years)?$/i

/** Kin and trades that cells, bees and lineages have too. */
const borrowed =
  /^(?:mother|father|newborn|neonate|stillborn|siblings?|littermate|daughter|sister|brother|sibling|cousin|twin|child|infant|immigrant|migrant|worker|soldier|hunter|diver|donor)s?$/i

/** In an article whose title names only other creatures, kin and trades are theirs. */
export const isOfCreatures = (around: readonly (readonly [string, readonly Find[]])[]): boolean => {
  const inTitle = around.find(([field]) => field === 'title')?.[1] ?? []
  return (
    !inTitle.some(({ side, text }) => side === 'human' && !borrowed.test(text)) &&
    inTitle.some(
      ({ side, weight }) =>
        ((side === 'animal' || side === 'plant') && weight >= 1.4) ||
        (side === 'microbe' && weight >= 0.6),
    )
  )
}

export const asBorrowed = (find: Find): Find =>
  find.side === 'human' && borrowed.test(find.text) ? { ...find, weight: find.weight * 0.4 } : find

/** A find of a caption as it counts in such an article. */
export const asTheirs =
  (patients: 'clinic' | 'laboratory' | null) =>
  (find: Find): Find => {
    if (patients === null || find.side !== 'human') return find
    if (find.kind === 'age and sex' && ageAlone.test(find.text))
      return { ...find, weight: find.weight * 0.3 }
    if (patients === 'clinic')
      return shared.test(find.kind) ? { ...find, weight: find.weight * 0.3 } : find
    return sharedInLaboratory.test(find.kind) ? { ...find, weight: find.weight * 0.4 } : find
  }
