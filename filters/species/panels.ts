import type { Find } from './find.ts'

/**
 * Panels of one caption that show different kinds: a person's tissue in one and an animal's in another.
 * What is said in one panel explains nothing away in the next.
 */
const mark =
  /\((?:panels? )?[A-Ha-h](?:[-–, ]+(?:and )?[A-Ha-h])*\)|(?:^|[.;] )(?:[A-H](?:[-–,][A-H])?[,:.)] |[a-h][):] )|(?:^|[.;,:(] ?)(?:the )?(?:[Ll]eft|[Rr]ight|[Tt]op|[Bb]ottom|[Uu]pper|[Ll]ower|[Mm]iddle|[Cc]ent(?:re|er|ral)|[Ff]irst|[Ss]econd|[Tt]hird)(?: (?:panels?|rows?|columns?|images?|half|pictures?|photographs?))?[:,)]/g

/** Kinds of finds by which a panel is a person's, and those by which it is an animal's. */
const ofPeople =
  /^(?:age and sex|person|patient|human|sample|donor|life|birth|grading|origin tumour|biopsy)$/
const ofAnimals =
  /^(?:animal|name|scientific name|strain|breed|genotype|animals|model organism|stage)$/

interface Shown {
  people: boolean
  animals: boolean
}

const shownIn = (finds: readonly Find[]): Shown => ({
  people: finds.some(
    ({ side, kind, weight }) =>
      side === 'human' && ofPeople.test(kind) && weight >= (kind === 'donor' ? 1.2 : 1.5),
  ),
  animals: finds.some(
    ({ side, kind, weight }) =>
      (side === 'animal' && ofAnimals.test(kind) && weight >= 1.8) || side === 'xenograft',
  ),
})

/** Whether marks part the finds of a caption so that people stand in one panel and animals in another. */
export const panelsDiffer = (text: string, finds: readonly Find[]): boolean => {
  const marks = [...text.matchAll(mark)]
  if (marks.length < 2) return false
  const own = finds.filter(({ field }) => field === 'caption')
  // A letter stands before its panel (`(A) Colon`) or after it (`colon (A).`).
  const after = marks.filter(({ index, 0: letters }) =>
    /^ ?(?:[.,;]|and\b|$)/.test(text.slice(index + letters.length)),
  )
  const edges =
    after.length * 2 > marks.length
      ? [0, ...marks.map(({ index, 0: letters }) => index + letters.length)]
      : [...marks.map(({ index }) => index), text.length]
  const panels: Shown[] = []
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1]
    if (to === undefined) break
    panels.push(shownIn(own.filter(({ start }) => start >= from && start < to)))
  }
  return (
    panels.some(({ people, animals }) => people && !animals) &&
    panels.some(({ people, animals }) => animals && !people)
  )
}
