import type { Stain } from '../../pipeline/types.ts'
import { namedAntigen, positiveThings, withSigns } from './antigens.ts'
import {
  assay,
  channelColour,
  drawn,
  imaged,
  showsCells,
  showsTissue,
  stainWords,
  twoChannels,
  unstatedHistology,
} from './words.ts'

const order = ['H&E', 'IHC', 'special', 'other'] as const

const chromogenic =
  /immuno-?(?:histo|peroxid)\w*|\bIHC\b|\bDAB\b|diaminobenzidine|peroxidase|chromogen|counterstain\w* (?:with|by) h(?:a?e)matox|hematoxylin counter|\bEnVision\b|\bbrown\b/i
const fluorescent =
  /fluoresc|confocal|\bDAPI\b|Hoechst|Alexa|FITC|TRITC|\bCy[2357]\b|green|magenta|cyan|immunogold|\bIF\b/i
/** Colours and nuclear dyes that no chromogen has: they outweigh the word immunohistochemistry. */
const surelyFluorescent =
  /\bDAPI\b|Hoechst|Alexa|\bgreen\b|magenta|cyan|FITC|\bCy[2357]\b|fluoresc/i
const surelyChromogenic =
  /\bDAB\b|diaminobenzidine|peroxidase|chromogen|\bbrown\b|counterstain\w*[^.;]{0,20}h(?:a?e)matox/i
/** `mean ± SEM` is a statistic. */
const statistic =
  /(?:±|\+\/?-|\bmeans?\b[\w ,]{0,20}|\bas|\bare|\bbars?:?|\brepresent\w*|\bindicate\w*|\bshow\w*|\band|\() ?(?:the )?(?:S\.?E\.?M\.?)\b(?! (?:image|micro|photo|anal|of the|view))|\bSEM\b(?=[ ,]*(?:n ?=|\(n|are shown|from|values|error|\*|; ?n|p ?<))/g

/** `OPN: osteopontin;`: what an abbreviation stands for was not stained for. */
const glossary = /\b([A-Z])[\w/-]{1,9} ?[:=] ?(?=(\w))[a-zA-Z][^;:.,]{2,60}(?=[;.,]|$)/g
const sameInitial = (found: string, first: string, next: string): string =>
  first.toLowerCase() === next.toLowerCase() ? ' ' : found

/** Whether an antigen is shown; a reporter in a method of its own (`other`) only looks like one. */
const stainsAntigen = (text: string, other: boolean): boolean => {
  const plain = text.replace(glossary, sameInitial)
  return namedAntigen.test(withSigns(plain)) || (!other && positiveThings.test(plain))
}

/**
 * Stains a caption names, in the order of the corpus. `unspecified` stands alone when it names none, or
 * beside `other` when histology of no stated stain is shown too.
 */
export const readStains = (caption: string): Stain[] => {
  const text = caption.replace(/[\u2010-\u2015\u2212]/g, '-').replace(statistic, ' ')

  const named = order.filter(
    (stain) => stainWords[stain].words.test(text) || stainWords[stain].short.test(text),
  )
  const found = new Set<Stain>(named)
  const dyed = found.has('H&E') || found.has('special')
  const channels =
    !drawn.test(text) && twoChannels.test(text) && (imaged.test(text) || showsCells.test(text))
  if (!dyed && (channels || (channelColour.test(text) && showsCells.test(text)))) found.add('other')
  const fluorescence = channels || fluorescent.test(text)
  const shown = !assay.test(text) || showsTissue.test(text)
  if (!shown) found.delete('IHC')
  if (shown && !found.has('IHC') && !fluorescence && stainsAntigen(text, found.has('other')))
    found.add('IHC')
  // Antibodies in fluorescence colours are fluorescence, whatever the caption calls the method.
  if (found.has('IHC') && fluorescence) {
    const other = surelyFluorescent.test(text) && !surelyChromogenic.test(text)
    if (other || !chromogenic.test(text)) found.delete('IHC')
    if (found.size === 0) found.add('other')
  }
  const stains = order.filter((stain) => found.has(stain))
  if (stains.length === 0) return ['unspecified']
  return stains.join() === 'other' && unstatedHistology.test(text)
    ? ['other', 'unspecified']
    : stains
}
