import type { Unit } from './units.ts'

const strong =
  /^(?:scale |size )?bars?\b|^scales?\b|\bscale bars?\b|^(?:all |the )?(?:data|values|results)\b|\berror bars?\b|\bmeans?\s?(?:±|\+)|^all\b|\basterisks?\b|^[*∗#†]|\bsignifican|\bp\s?[<>≤=]\s?0|\bmagnifications?\b|^abbreviations?|\bdifferent (?:lowercase |capital )?letters|^(?!(?:at|in|on|then|here|thus|after|note|left|right|top|bottom)\b)[A-Za-z0-9/’'-]{1,8}[,:=] [a-z][^.;,]{0,60}(?:[;,.]|$)|\banova\b|\bt[- ]?tests?\b|\bpermission\b|\bcopyright\b|\bcredit|\bsource data\b|\breprinted\b|\bdoi\b|\bsimilar results\b|\bindependent (?:experiments|replicates)|\bbiological replicates|^\(?micrographs? provided|^\(?n\s?=\s?\d|^(?:for interpretation|see also|color figure)|\beach (?:experiment|panel)/i

/** Scale bars, statistics, keys: what a caption says of more than one panel. */
export const looksShared = (sentence: string): boolean => strong.test(sentence.trim())

/**
 * Index of the first trailing sentence that belongs to all panels; those before it go on about the
 * last panel. After a list ("x (A) and y (B). …") everything is shared.
 */
export const sharedFrom = (caption: string, tail: readonly Unit[], afterList: boolean): number => {
  if (afterList) return 0
  const index = tail.findIndex((unit) => looksShared(caption.slice(unit.start, unit.end)))
  return index < 0 ? tail.length : index
}
