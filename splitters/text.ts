import type { Span } from '../pipeline/types.ts'

const abbreviation =
  /(?:\b(?:figs?|et al|e\.g|i\.e|vs|cf|approx|ca|resp|no|nos|dr|st|sp|spp|var|cv|subsp|ssp|f|pv|bv|str|ref|refs|eq|min|max|inc|ltd|vol|pp|ed|eds|incl|ext|suppl|tab|viz|etc)|\b(?:[A-Za-z]\.)+[A-Za-z]|\bp\.i|\bh\.p\.i)\.$/i
/** "… as shown in image A." before "B. Roots": the letter is no initial. */
const pointing =
  /(?<!\p{L})(?:in|of|to|from|with|panel|image|figure|plot|area|área|group|site)\s+[A-Z]\.$/u
const opener =
  /^[\s]*(?:["“‘'([*]|[A-Z0-9À-ÞΑ-Ωα-ω∗#†‡×−+]|[a-z]\d{0,2}(?:[.,)–:-]|\s)|[a-z]{1,4}[,:=]\s)/u

/**
 * Sentences of a caption as half-open spans that tile it (trailing space belongs to the sentence
 * before). Genus initials, abbreviations and decimal points do not end one; a full stop that a
 * bracket follows at once does.
 */
export const sentences = (text: string): Span[] => {
  const spans: Span[] = []
  let start = 0
  for (const match of text.matchAll(/[.!?](?:["”’')\]]{0,2})(?=\s|[([]|[A-Z][a-z])|\n+/g)) {
    const end = match.index + match[0].length
    if (match[0][0] === '.' && !ends(text, start, match.index, end)) continue
    const after = /^\s*/.exec(text.slice(end))?.[0].length ?? 0
    spans.push([start, end + after])
    start = end + after
  }
  if (start < text.length) spans.push([start, text.length])
  return spans
}

const ends = (text: string, start: number, dot: number, end: number): boolean => {
  const before = text.slice(start, dot + 1)
  const after = text.slice(end)
  if (after.trim() === '') return true
  if (!opener.test(after)) return false
  if (abbreviation.test(before)) return false
  // "E. coli", "A. Smith": one capital before the stop is an initial, unless a marker follows.
  if (/(?:^|[\s(])[A-Z]\.$/.test(before))
    return (
      (/(?:[a-z)]\s+[A-Z]|\bI)\.$/.test(before) && /^\s*(?:\(|[A-Z]\s|\d)/.test(after)) ||
      (pointing.test(before) && /^\s*(?:[A-Z](?:\s?[-–]\s?[A-Z])?[.:,]|[a-z][.:)])\s/.test(after))
    )
  if (!/\s/.test(after[0] ?? ' ') && after[0] !== '(' && after[0] !== '[')
    return /[a-z)]{3}[.]$/.test(before) && /^[A-Z][a-z]+\s/.test(after)
  return true
}

/** Words with their places: runs without white space. */
export const words = (text: string, from = 0, to = text.length): Span[] =>
  [...text.slice(from, to).matchAll(/\S+/g)].map((match) => [
    from + match.index,
    from + match.index + match[0].length,
  ])
