import type { Candidate } from '../types.ts'

/** What stands around a candidate. */
export interface Neighbours {
  before: string
  after: string
  text: string
  /** It opens a sentence. */
  first: boolean
}

const counted =
  /(?:vitamin|tracks?|curves?|harvest|rows?|columns?|box|boxes|bands?|sites?|hepatitis|influenza|protein|factor|type|group|grade|stage|class|step|lane|lanes|line|well|chain|site|domain|region|table|tables|chromosome|score|case|patient|day|week|ref|refs|eq|equation|movie|video|clade|subgenome|genome|haplotype|allele|cluster|zone|layer|section|plot|station|treatment|panel of|complex|subunit|antigen|immunoglobulin|ig|blood|coenzyme|receptor|supplementary|additional file|fig|figs|fig\.|figs\.|figure|figures|letters?)\s*\(?$/i
const elsewhere =
  /(?:\bsee|[,;:] as|\bas in|\bas for|\bas described (?:in|for)|\bshown in|\bsame as(?: in)?|\bsame \w+ as(?: in| shown in)?|\bconditions as in|\bfrom(?: panels?)?|\bof(?: panels?)?|\bin(?: panels?)?|\bthan(?: in)?|\bcompared (?:to|with)|\bpresented in|\bcorresponding to|\bindicated in|\bmarked in|\bboxed (?:area|region)s? (?:in|of)|\bmagnifications? of|\bviews? of|\benlargements? of|\bdetails? of|\bseen in|\bdepicted in|\bused in|\bdefined in|\bto(?: panels?)?|\bcf\.?|\bwith)\s*(?:the\s+|panels?\s+)?$/i
const measured =
  /\b(?:bars?|magnifications?(?! (?:of|view|image))|scale|stain(?:ed|ing)?)\b|\d\s?(?:[μµu]m|[mcn]m|×)\b|[×x]\s?\d/i
const legend = /(?:^|[;,.:]\s*|\band\s+)[A-Za-z]{2,6}\d{0,2}\s?[,:=]\s/g

/** Belief in a candidate from its form and neighbours, 0 to 1; figure-level sense comes later. */
export const beliefs = (
  shape: Omit<Candidate, 'prior' | 'reference' | 'first' | 'initial' | 'located'>,
  near: Neighbours,
): number => {
  const { before, after, text, first } = near
  const listed = Math.max(...Object.values(shape.readings).map((labels) => labels.length))
  const letters = Boolean(shape.readings.upper ?? shape.readings.lower)
  const digits = !letters && Boolean(shape.readings.number)
  switch (shape.form) {
    case 'bracket': {
      if (digits) return first ? 0.6 : 0.35
      // Fe(III), OsAOC(II): a numeral joined to a word says which it is.
      if (/^\([IVX]+\)$/.test(text) && /[\p{L}\p{N}]$/u.test(before)) return 0.1
      if (unit(before, text)) return 0.1
      if (/[-–−+]$|[A-Za-z0-9α-ω]$/.test(before) && !/[a-z]{3}$|[A-Z]{2}$/.test(before)) return 0.25
      if (listed === 1 && initial(before, text)) return 0.6
      if (/^[-–][\p{L}\p{N}]/u.test(after)) return 0.3
      return text.startsWith('[') ? 0.7 : 0.9
    }
    case 'gloss':
      return listed > 1 ? 0.7 : 0.55
    case 'half':
      if (digits) return first ? 0.6 : 0.2
      if (
        first ||
        /(?:[,;:.)]|\b(?:and|or|of|in|for|with|by|at|on|from|panels?))\s*$/i.test(before)
      )
        return 0.9
      return /[\p{L}\p{N}]\s+$/u.test(before) && /^\s+\p{L}/u.test(after) ? 0.5 : 0.35
    case 'panel':
      return digits ? 0.3 : first ? 0.9 : 0.6
    default:
      return bareBelief(near, listed, digits, first)
  }
}

const bareBelief = (near: Neighbours, listed: number, digits: boolean, first: boolean): number => {
  const { before, after, text } = near
  if (counted.test(before)) return 0.02
  if (/\bby\s+$/.test(before) && /^\.\s*\p{Lu}/u.test(after)) return 0.02
  if (/^\.\s?\p{Lu}\./u.test(after)) return 0.02
  if (/^\.\s*[a-z]/.test(after) && /^[A-Z]$/.test(text)) return 0.02
  if (/^\s?[=<>≤≥±]/.test(after) && /^[a-zPRNF]$/.test(text) && !first) return 0.02
  if (/^[-–‐]\p{L}/u.test(after)) return first ? 0.3 : 0.02
  if (/^[A-Za-z]\d/.test(text) && listed === 1 && !/^\s?[.:)]\s/.test(after)) return 0.15
  if (digits) return first && /^[.:)]\s/.test(after) ? 0.4 : 0.02
  const legends = [...inSentence(before, after, text).matchAll(legend)].length
  const keyed = /^\s?[,:=]\s/.test(after)
  if (keyed && legends >= 2 && listed === 1) return 0.1
  if (first) {
    if (/^\s?[.:]\s/.test(after) || /^\s[-–—=]\s/.test(after)) return 0.8
    if (/^,\s/.test(after)) return listed > 1 ? 0.75 : 0.65
    if (listed > 1) return 0.75
    if (/^\s+[A-Z0-9Α-Ω([]/u.test(after)) return text === 'A' || text === 'I' ? 0.5 : 0.65
    if (text === 'A' || text === 'I') return 0.15
    return text === 'a' ? 0.3 : 0.45
  }
  if (
    listed > 1 &&
    /(?:bars?|magnifications?|credit|panels?|in|for|and|,|;|:|\()\s*$/i.test(before)
  )
    return 0.4
  if (listed > 1 && /\b(?:are|is) (?:shown|presented|given|displayed) in\s*$/.test(before))
    return 0.65
  if (/(?:[;,]|\band)\s*$/.test(before))
    return keyed ? 0.45 : /^[b-z]$/.test(text) && /^\s+\p{Lu}\p{Ll}/u.test(after) ? 0.4 : 0.25
  if (/(?::|\bas well as)\s*$/.test(before) && /^\s+\S/.test(after)) return 0.3
  if (
    measured.test(before) &&
    /\b(?:in|for)(?: panels?)?\s*$/i.test(before) &&
    /^\s?(?:[=:,;.]|and\b|indicates?|represents?|is\b|are\b)/.test(after)
  )
    return 0.5
  if (/(?:\bof|\bin|\bbars?|\bwith|\bfrom|\bby|:|\bare|\bfor|\bshown in)\s*$/i.test(before))
    return keyed ? 0.1 : 0.2
  // "a Roots of the wild type b Roots of the mutant": a stop was forgotten.
  if (/^[b-z]$/.test(text) && /[\p{Ll}\p{N})]\s+$/u.test(before) && /^\s+\p{Lu}\p{Ll}/u.test(after))
    return 0.2
  return 0.04
}

/** The part of the neighbourhood that lies in the same sentence. */
const inSentence = (before: string, after: string, text: string) =>
  `${before.replace(/^.*[.!?]\s/s, '')}${text}${after.replace(/[.!?]\s.*$/s, '')}`

const small =
  /^(?:an|and|are|as|at|both|but|by|for|from|in|is|it|of|on|or|the|to|via|vs|was|were|with)$/i

/** The letter is the first letter of the words before it: an abbreviation, most likely. */
export const initial = (before: string, text: string): boolean => {
  const letter = /[A-Za-z]/.exec(text)?.[0]?.toLowerCase()
  const number = /\d{1,2}/.exec(text)?.[0] ?? ''
  const bare = number === '' ? before : before.replace(new RegExp(`\\s${number}\\s*$`), '')
  const word = /([\p{L}][\p{L}\p{N}'’-]*)["”’']?\s*$/u.exec(bare)?.[1]
  return (
    letter !== undefined &&
    word !== undefined &&
    word.length > 1 &&
    !small.test(word) &&
    word[0]?.toLowerCase() === letter
  )
}

/** "Arrows in", "red circles marked in": what follows says something of the panels named there. */
const located =
  /\b(?:arrows?|arrow-?heads?|asterisks?|stars?|circles?|box(?:es)?|rectangles?|squares?|triangles?|dots?|(?:dashed |dotted )?lines?|frames?|symbols?)\s+(?:(?:marked|indicated|shown|seen|highlighted|drawn)\s+)?in\s*(?:the\s+)?(?:panels?\s*)?(?:\([A-Za-z]\)\s*(?:,|and|,\s*and)\s*)*$/i

const says =
  /^\s*(?:(?:,\s*|and\s+|,\s*and\s+)\(?[A-Za-z]\)?\s*)*(?:show|mark|indicat|represent|denot|point|highlight|correspond|are\b|is\b)/i

/** "In (A), the growth of …": the panel is named where its sentence begins. */
const opening = /(?:^|[.;:]\s+)(?:in|for)\s+(?:the\s+)?(?:panels?\s+)?$/i
const inside = /(?:^|\s)in\s*(?:panels?\s*)?$/i
const compared =
  /\b(?:as|same(?: \w+)?|described|used|defined|than|marked|boxed|indicated|conditions)\s+in\s*(?:panels?\s*)?$/i

/** "Growth at 20 °C in (a) and at 30 °C in (b)": where a thing is seen, not what it is like. */
export const pointsInside = (near: Neighbours): boolean => {
  const before = withLead(near)
  return inside.test(before) && !compared.test(before)
}

/** "fresh weight (g)", "time (h)": what a measure is measured in. */
const unit = (before: string, text: string): boolean =>
  (/^\(g\)$/.test(text) &&
    /\b(?:weights?|mass|biomass|yields?|content|amount)\s*$/i.test(before)) ||
  (/^\(m\)$/.test(text) && /\b(?:lengths?|depths?|heights?|distances?)\s*$/i.test(before)) ||
  (/^\([hsd]\)$/.test(text) && /\b(?:times?|durations?)\s*$/i.test(before)) ||
  (/^\(K\)$/.test(text) && /\btemperatures?\s*$/i.test(before))

/** What stands before the label itself, its own "in panel" and "of the image" counted in. */
const withLead = ({ before, text }: Neighbours): string =>
  /^(?:in|from|for|see|of)\s+(?:the\s+)?\p{L}+\s/iu.test(text)
    ? `${before}${/^\w+/.exec(text)?.[0] ?? ''} panel `
    : before

/** "as in (A)", "see B", "higher magnification of (C)" followed by a stop. */
export const pointsElsewhere = (near: Neighbours): boolean =>
  !near.first && isReference({ ...near, before: withLead(near) })

/** "The data in (B) were …" speaks of B; "cells sorted as in (A) were …" does not speak of A. */
const described =
  /(?:^|[.;]\s+)(?:the|all|both|data|values|results|bars?|error|scale|each|images?)\b(?:(?!\b(?:as|same)\b)[^.;])*$/i

const isReference = ({ before, after, text }: Neighbours): boolean =>
  !opening.test(before) &&
  !(/[,–-]|\band\b/.test(text) && /\b(?:are|is) (?:shown|presented|given) in\s*$/.test(before)) &&
  !(located.test(before) && says.test(after)) &&
  !measured.test(before) &&
  elsewhere.test(before) &&
  (/^\s*(?:[.,;:)]|$|and\b|but\b|show|with\b|\(|is\b|are\b|by\b)/.test(after) ||
    (/^\s*(?:was|were)\b/.test(after) && !described.test(before)))
