import type { Find } from './find.ts'
import { panelMark } from './grafts.ts'

/**
 * Who is the head of a phrase and who stands in the clause that hangs on it: of `a girl whose kitten
 * was ill` the girl is on the slide, of `a parrot raised by a sailor` the parrot is.
 */
const ofPerson =
  /\b(?:who|whose|whom|owning|keeping|raising|breeding|living|working|sleeping|feeding|handling|caring|playing|hunting|riding|training|having|exposed|allergic|sensiti[sz]ed|bitten|scratched|licked|fond|in contact)\b/i
const ofAnimal =
  /\b(?:whose|who|that|which|owned|raised|kept|bred|bought|adopted|belonging|living with|of th(?:is|e same) (?:family|house|household))\b/i
/** How far a clause reaches from its head. */
const reach = 90

const people = /^(?:person|patient|age and sex|exposure)$/
const animals = /^(?:animal|name|scientific name|breed)$/

const hangsOn = (text: string, head: Find, other: Find, clause: RegExp): boolean => {
  const between = text.slice(head.end, other.start)
  return (
    other.start >= head.end &&
    between.length <= reach &&
    clause.test(between) &&
    !/[.;:](?:\s|$)/.test(between) &&
    !panelMark.test(between)
  )
}

/** The finds without those in a clause that hangs on the other kind. */
export const withoutRelatives = (text: string, finds: readonly Find[]): Find[] => {
  const persons = finds.filter(({ side, kind }) => side === 'human' && people.test(kind))
  const beasts = finds.filter(
    ({ side, kind, weight }) => side === 'animal' && animals.test(kind) && weight >= 1.5,
  )
  if (persons.length === 0 || beasts.length === 0) return [...finds]
  return finds.filter((find) => {
    if (find.side === 'animal' && animals.test(find.kind))
      return !persons.some((head) => hangsOn(text, head, find, ofPerson))
    if (find.side === 'human' && find.kind === 'person')
      return !beasts.some((head) => hangsOn(text, head, find, ofAnimal))
    return true
  })
}
