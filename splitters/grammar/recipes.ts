import { sentences } from '../text.ts'
import type { Candidate } from '../types.ts'

/** "Reaction conditions: (a) NaOH …", "from outside to inside: (i) genes …": what is counted is no panel. */
const recipe =
  /\b(?:(?:reagents?(?: and conditions)?|reaction conditions|reactions? (?:were|was)(?: with)?)\s*:?|synthes[ie]s of [^.;:]*:)\s*$/i
const rings =
  /\b(?:outside to (?:the )?inside|inside to (?:the )?outside|out(?:er|ermost)(?: \w+)? to (?:the )?inn(?:er|ermost)|inn(?:er|ermost)(?: \w+)? to (?:the )?out(?:er|ermost))\b[^.]*$/i

/** Candidates without the small letters, numerals and numbers that count steps of a synthesis or rings of a plot. */
export const withoutRecipes = (caption: string, candidates: readonly Candidate[]): Candidate[] => {
  if (!/\b(?:reagents?|reactions?|synthes[ie]s|(?:in|out)(?:side|er))/i.test(caption))
    return [...candidates]
  const spans = sentences(caption)
  const closed = new Set<number>()
  return candidates.filter(({ start, first, form, readings }) => {
    const [from] = spans.find(([begin, end]) => begin <= start && start < end) ?? [0]
    const counts = !readings.upper && (form === 'bracket' || form === 'half')
    const before = caption.slice(from, start)
    if (counts && !first && (recipe.test(before) || rings.test(before))) closed.add(from)
    return !(counts && closed.has(from))
  })
}

const picture =
  /\b(?:images?|(?:photo)?micrographs?|photographs?|photos|sections|views?|panels?|plots?|graphs?|scans?)\b/i
const counted = /\b(?:two|three|four|five|six)\s[\w-]+(?:\s[\w-]+){0,4}\s*(?:\([^)]*\)\s*)?:?\s*$/i

/** "grown in three ways: (i) …, (ii) …": things a sentence counts, unless it counts pictures. */
export const countsThings = (before: string): boolean => {
  const found = counted.exec(before.slice(-90))?.[0]
  return found !== undefined && !picture.test(found)
}
