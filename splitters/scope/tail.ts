import { logsOf, piecesIn, type Tags } from '../tagger.ts'
import type { Unit } from './units.ts'

const strong =
  /^(?:scale |size )?bars?\b|^scales?\b|\bscale bars?\b|^(?:all |the )?(?:data|values|results)\b|\berror bars?\b|\bmeans?\s?(?:±|\+)|^all\b|\basterisks?\b|^[*∗#†]|\bsignifican|\bp\s?[<>≤=]\s?0|\bmagnifications?\b|^abbreviations?|\bdifferent (?:lowercase |capital )?letters|^(?!(?:at|in|on|then|here|thus|after|note|left|right|top|bottom)\b)[A-Za-z0-9/’'-]{1,8}[,:=] [a-z][^.;,]{0,60}(?:[;,.]|$)|\banova\b|\bt[- ]?tests?\b|\bpermission\b|\bcopyright\b|\bcredit|\bsource data\b|\breprinted\b|\bdoi\b|\bsimilar results\b|\bindependent (?:experiments|replicates)|\bbiological replicates|^\(?micrographs? provided|^\(?n\s?=\s?\d|^(?:for interpretation|see also|color figure)|\beach (?:experiment|panel)|\b(?:all|both|each) (?:\w+ )?(?:panels|images|plots|graphs)\b|\b(?:reproduced|adapted|modified) (?:with permission )?from\b|\bexperiments? (?:was|were) (?:repeated|performed|carried out|conducted)|\beach data point|\b(?:endogenous|internal) (?:control|reference|standard)s?\b|\breference genes?\b|\babbreviations?\b|\b(?:four|three|five|six|ten|\d{1,2}) (?:biological |technical |independent )?(?:replicates|repeats|replications)\b|\bfigures? (?:was|were) (?:created|generated|made|prepared|drawn|produced)\b/i

const stain =
  "(?:h\\s?(?:&|and|/|-)?\\s?e|ha?ematoxylin(?:\\s*(?:and|&|[-–/])\\s*eosin)?|pas|periodic acid[-– ]schiff|masson(?:['’]?s)?(?:\\s+trichrome)?|giemsa|immunohistochemistry|ihc)"
/** Nothing but a stain and a magnification: "H&E stain, ×200." It closes the caption of a whole plate. */
const stainOnly = new RegExp(
  `^\\(?${stain}(?:[-\\s]+stain(?:ing|ed)?)?(?:\\s+sections?)?[\\s,;]*(?:original\\s+)?(?:[×x]\\s?\\d+|\\d+\\s?[×x])?\\s*\\)?\\.?$`,
  'i',
)

/** "PG pollen grain, En endothecium": keys that begin as their words do, with no sign between. */
const keys = (sentence: string): boolean => {
  const items = sentence.split(/[,;]\s/)
  const fits = items.filter((item) => {
    const [, key = '', word = ''] = /^(?:and )?([A-Z][A-Za-z0-9]{0,6}) ([A-Za-z])/.exec(item) ?? []
    return key !== '' && key.charAt(0).toLowerCase() === word.toLowerCase()
  })
  return fits.length > 1 && fits.length * 2 > items.length
}

/** Scale bars, statistics, stains, keys: what a caption says of more than one panel. */
export const looksShared = (sentence: string): boolean =>
  strong.test(sentence.trim()) || stainOnly.test(sentence.trim()) || keys(sentence.trim())

const repeatable = [/\bbars?\b/i, /\b(?:data|values|results|means?)\b/i, /\berror\b/i]

const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu))

/** "Volcano plot of roots. … Volcano plot of shoots.": panels that say nearly the same share their end. */
export const saysTheSame = (one: string, other: string): boolean => {
  const [first, second] = [wordsOf(one), wordsOf(other)]
  const both = [...first].filter((word) => second.has(word)).length
  return both > 1 && both * 2 >= Math.max(first.size, second.size)
}

/** The same kind of sentence closed an earlier panel ("Bar, 5 µm." after each). */
const saidBefore = (sentence: string, earlier: string): boolean =>
  repeatable.some((kind) => kind.test(sentence) && kind.test(earlier))

/**
 * Index of the first trailing sentence that belongs to all panels; those before it go on about the
 * last panel. Cue words speak for sharing, the same words after an earlier panel against it; the
 * tagger's odds of S against P, when known, are added. After a list ("x (A) and y (B). …") everything
 * is shared.
 */
export const sharedFrom = (
  caption: string,
  tail: readonly Unit[],
  earlier: string,
  afterList: boolean,
  tags?: Tags,
  alike = false,
): number => {
  if (afterList) return 0
  const index = tail.findIndex(({ start, end }) => {
    const sentence = caption.slice(start, end)
    const cue = looksShared(sentence) ? 1 : -1
    const against = saidBefore(sentence, earlier) ? repeated : 0
    return (
      cue - against + (alike ? sisters : 0) + (tags ? odds * sharedOdds(tags, start, end) : 0) > 0
    )
  })
  return index < 0 ? tail.length : index
}

const repeated = 1.2
const sisters = 1.5
const odds = 0.35

/** Mean log odds of S against P over the pieces of a sentence, within ±4. */
const sharedOdds = (tags: Tags, start: number, end: number): number => {
  const pieces = [...piecesIn(tags, start, end)].length
  const logs = logsOf(tags, start, end)
  const mean = ((logs[1] ?? 0) - (logs[2] ?? 0)) / Math.max(1, pieces)
  return Math.max(-4, Math.min(4, mean))
}
