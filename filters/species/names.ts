import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { isMedicalLatin } from './latin.ts'
import { ordinary } from './lexicon/ordinary.ts'

/** What a taxonomy name stands for; the list is WordNet's (see lexicon/NOTICE). */
export type NameKind = 'vertebrate' | 'invertebrate' | 'plant' | 'microbe'

export interface NameMatch {
  kind: NameKind
  /** A scientific name (`Rattus norvegicus`) says more than a common one. */
  scientific: boolean
  start: number
  end: number
}

const list = z.string().transform((text) => new Set(text.split(',')))
const Taxa = z.object({
  vertebrates: list,
  invertebrates: list,
  plants: list,
  microbes: list,
  'vertebrate genera': list,
  'invertebrate genera': list,
  'plant genera': list,
})
const taxa = Taxa.parse(
  JSON.parse(
    readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'lexicon/taxa.json'), 'utf8'),
  ),
)

/** Common names with what they stand for; a name in two lists is the first one's. */
const common = new Map<string, NameKind>()
for (const [kind, names] of [
  ['vertebrate', taxa.vertebrates],
  ['invertebrate', taxa.invertebrates],
  ['plant', taxa.plants],
] as const)
  for (const name of names) if (!common.has(name) && !ordinary.has(name)) common.set(name, kind)
const genera: [NameKind, Set<string>][] = [
  ['vertebrate', taxa['vertebrate genera']],
  ['invertebrate', taxa['invertebrate genera']],
  ['plant', taxa['plant genera']],
  ['microbe', taxa.microbes],
]
/** First words of names of several words, so that most words need one look-up. */
const openings = new Set(
  [...common.keys()]
    .filter((name) => name.includes(' '))
    .map((name) => name.split(' ', 1)[0] ?? ''),
)

const singular = (word: string): string[] =>
  word.endsWith('ies')
    ? [word, `${word.slice(0, -3)}y`]
    : /(?:s|x|z|ch|sh|o)es$/.test(word)
      ? [word, word.slice(0, -1), word.slice(0, -2)]
      : word.endsWith('s')
        ? [word, word.slice(0, -1)]
        : [word]

const word = /[\p{L}][\p{L}'-]*/gu
const epithet =
  /^[a-z]{3,}(?:us|um|is|ii|ae|ens|ans|alis|ensis|oides|a|i|e|or|er|ax|ix|os|on|es|as)$/
const english =
  /^(?:the|are|were|was|has|have|tissue|tissues|cells?|mutants?|larvae|species|lines?|model|genus|gene|genes|data|area|are|line|type|three|these|those|before|over|under|after|more|for|here|there|nor|other|whether|leaves|plants?|roots?|cultivars?|transformation|virus|versus|is|this)$/

/** Common and scientific names in a text, left to right, longest first. */
export const namesIn = (text: string): NameMatch[] => {
  const found: NameMatch[] = []
  const words = [...text.matchAll(word)].map((m) => ({ text: m[0], start: m.index }))
  for (let index = 0; index < words.length; index++) {
    const at = words[index]
    if (!at || at.text === at.text.toUpperCase()) continue
    const match = phrase(words, index) ?? binomial(text, words, index)
    if (match) found.push(match)
  }
  return found
}

interface Token {
  text: string
  start: number
}

const phrase = (words: Token[], index: number): NameMatch | null => {
  const first = words[index]
  if (!first) return null
  const longest = openings.has(first.text) || openings.has(lower(first.text)) ? 3 : 1
  for (let size = longest; size >= 1; size--) {
    const part = words.slice(index, index + size)
    const last = part.at(-1)
    if (part.length < size || !last) continue
    const head = part.slice(0, -1).reduce((joined, token) => `${joined}${token.text} `, '')
    for (const ending of singular(last.text)) {
      const name = head + ending
      const kind = common.get(name) ?? common.get(lower(name))
      if (kind)
        return { kind, scientific: false, start: first.start, end: last.start + last.text.length }
    }
  }
  return null
}

const binomial = (text: string, words: Token[], index: number): NameMatch | null => {
  const first = words[index]
  if (!first || !/^[A-Z][a-z]{2,}$/.test(first.text)) return null
  const kind = genera.find(([, names]) => names.has(first.text))?.[0]
  if (!kind) return null
  const next = words[index + 1]
  const end = first.start + first.text.length
  const joined = next?.start === end + 1 && text[end] === ' ' ? next.text : ''
  // A genus of moths, and the ringworm of physicians.
  if (first.text === 'Tinea' && isMedicalLatin('', joined)) return null
  if (/^spp?$/.test(joined) || (epithet.test(joined) && !english.test(joined)))
    return { kind, scientific: true, start: first.start, end: end + 1 + joined.length }
  return null
}

const lower = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1)
