import type { Unit } from './units.ts'

const strong =
  /^(?:scale |size )?bars?\b|^scales?\b|\bscale bars?\b|^(?:all |the )?(?:data|values|results)\b|\berror bars?\b|\bmeans?\s?(?:±|\+)|^all\b|\basterisks?\b|^[*∗#†]|\bsignifican|\bp\s?[<>≤=]\s?0|\bmagnifications?\b|^abbreviations?|\bdifferent (?:lowercase |capital )?letters|^[A-Za-z0-9/’'-]{1,8}[,:=] [a-z]|\banova\b|\bt[- ]?tests?\b|\bpermission\b|\bcopyright\b|\bcredit|\bsource data\b|\breprinted\b|\bdoi\b|\bsimilar results\b|\bindependent (?:experiments|replicates)|\bbiological replicates|^\(?micrographs? provided|\bn\s?=\s?\d|^(?:for interpretation|see also|color figure)|\beach (?:experiment|panel)/i

/**
 * Index of the first trailing sentence that belongs to all panels; those before it go on about the
 * last panel. After a list ("x (A) and y (B). …") everything is shared.
 */
export const sharedFrom = (caption: string, tail: readonly Unit[], afterList: boolean): number => {
  if (afterList) return 0
  const index = tail.findIndex((unit) => strong.test(caption.slice(unit.start, unit.end).trim()))
  return index < 0 ? tail.length : index
}
