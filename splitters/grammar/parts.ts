import { list } from './labels.ts'

/** One entry of a bracket that says something of each of its labels. Offsets into the bracket's inside. */
export interface BracketPart {
  names: string
  from: number
  to: number
}

const part = new RegExp(`^\\s*(?:and\\s+)?(${list})\\s*[,:=]\\s*(\\S.*?)\\s*$`, 's')

/** Commas part entries only where colons key them: in "A, low power, B" they are part of the words. */
const separator = (inside: string): RegExp =>
  inside.includes(';') ? /;/ : /,(?=\s*(?:and\s+)?[A-Za-z]\d?\s*[:=]\s)/

/** "B, representative image; C, quantification": two entries or more, each a label and its words; else null. */
export const bracketParts = (inside: string): BracketPart[] | null => {
  const found: BracketPart[] = []
  let at = 0
  for (const text of inside.split(separator(inside))) {
    const match = part.exec(text)
    const [names, words] = [match?.[1], match?.[2]]
    if (names === undefined || words === undefined) return null
    const from = at + text.lastIndexOf(words)
    found.push({ names, from, to: from + words.length })
    at += text.length + 1
  }
  return found.length > 1 ? found : null
}
