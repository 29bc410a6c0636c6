import {
  biomaterialNoun,
  graftNoun,
  prepared,
  reagentNoun,
  specimenNoun,
} from './lexicon/anatomy.ts'
import { surnameLike } from './lexicon/ordinary.ts'

/**
 * What an animal's name does in its sentence. Lists of reagents and places have no end; the place of a
 * word has: it names the specimen (`kidney of a rat`, `rat kidney`), a product (`rabbit polymer`,
 * `deproteinised bovine bone`), a proper name (`a clinic in Buffalo`), or it modifies a word that says
 * neither.
 */
export type Slot = 'specimen' | 'free' | 'product' | 'proper' | 'loose'

const reach = 72

/** Words after which a name is no modifier: verbs of captions and small words. */
const headEnds =
  /^(?:of|in|on|at|to|by|for|from|with|without|and|or|but|nor|than|that|which|who|whose|when|where|while|after|before|during|under|into|as|via|per|vs|versus|is|are|was|were|be|been|had|has|have|did|does|showed?s?|shown|stained|treated|fed|given|exposed|infected|injected|immuni[sz]ed|challenged|sacrificed|euthani[sz]ed|killed|aged|housed|carrying|lacking|expressing|receiving|received|undergoing|showing|with|died|the|an?|its|their|no|not|using|demonstrat\w+|reveal\w+|display\w*|exhibit\w*|develop\w*|compared|wild-?type|recapitulat\w+|resembl\w+|mimic\w*|shar\w+|form\w*|present\w*|contain\w*|also|only|naturally|experimentally|previously|over|between|among|around|through|against|within|because|if|then|there|these|this|those)$/i

/** Names of animals that laboratories and farms write with a capital, as in `Wistar Rats`. */
const laboratory =
  /^(?:m(?:ouse|ice)|rats?|rabbits?|hamsters?|guinea|dogs?|cats?|pigs?|swine|sheep|goats?|horses?|cows?|cattle|chickens?|monkeys?|macaques?|zebrafish|ferrets?|beagles?|minipigs?)/i
/** What follows the proper name of a house or a place: `Akita Central Hospital`. */
export const institution =
  /^[,'’s ]*(?:(?:[A-Z][\w'’-]*,? |and |of |the ){0,3})(?:Hospitals?|hospitals?|Clinics?|Universit\w+|Institutes?|Laborator\w+|Labs?\b|Inc\b|Ltd\b|GmbH|Corp\w*|Biotech\w*|Street|Road|Avenue|Island|Bay\b|Creek|Lake\b|River|Valley|Hill\b|County|Medical Cent\w+|city|district|province|[A-Z][\w]+ (?:method|score|stain|classification))/
const placeBefore = /(?:\b(?:of|from|in|at|near|to|around|by) (?:the )?|[a-z]+, )$/

export const slotOf = (text: string, start: number, end: number): Slot => {
  const before = text.slice(Math.max(0, start - reach), start)
  const after = text.slice(end, end + reach)
  const word = text.slice(start, end)
  if (/^[A-Z]/.test(word) && (software.test(after) || isProper(before, word, after)))
    return 'proper'
  if (isFigure(after)) return 'product'
  if (isProduct(before, after)) return 'product'
  // Two things, one of them the slide: `mouse-on-human kit`.
  if (/^-(?:on|to|in)-\w/.test(after) || /\w-(?:on|to)-$/.test(before)) return 'product'
  if (modifiesNothingKnown(word, after)) return 'loose'
  return subjectBefore.test(before) || modifiesSpecimen(after) ? 'specimen' : 'free'
}

/** `the Lizard dataset`, `Owl-Net`: programs and collections like animals' names. */
const software =
  /^(?:[- ]?[Nn]et\b|[ -](?:dataset|data set|challenge|algorithm|network|classifier|software|scanner|database|transformer|trial|consortium|project|toolbox|package|platform)\b)/

/** `elephant-foot rete ridges`, `mouse-bitten edges`: joined by a hyphen to what is no specimen. */
const isFigure = (after: string): boolean => {
  const joined = /^['’]?s?-([a-z]+)\b/.exec(after)?.[1]
  if (joined && !specimenNoun.test(joined) && !origins.test(joined)) return true
  return /^['’]?s?-[a-z]+(?:-[a-z]+)? (?:appearance|sign|pattern|deformit\w+|configuration|arrangement|shape[ds]?|lesion|clot)/.test(
    after,
  )
}
const origins =
  /^(?:derived|specific|infected|reactive|origin|adapted|based|borne|only|human|mouse|rat|pig|to|wide|passaged|tissue|fed|owned|bred|reared|raised|associated|type)$/

const isProper = (before: string, word: string, after: string): boolean => {
  if (institution.test(after)) return true
  if (surnameLike.test(word) && !word.endsWith('s') && isSurname(before, after)) return true
  if (laboratory.test(word) && !/^,? (?:[A-Z][a-z]+(?:,|\.|;|$)|[A-Z]{2}\b)/.test(after))
    return false
  return (
    placeBefore.test(before) &&
    /^(?:,|\.|;|\)|$| (?:and|in|was|were|who|on|with|by|at)\b)/.test(after)
  )
}

/** `Bird, Herring and Crane`, `Bird and Fox`, `by Dr Fox`. Alone, a capital may be that of a title: `Kidney of Quail`. */
const isSurname = (before: string, after: string): boolean =>
  /^(?:, | and | & )(?:[A-Z][a-z]+\b(?:, | and | & )?)+/.test(after) ||
  /(?:[A-Z][a-z]+(?:, | and | & )|\b(?:Dr|Drs|Prof|Professor|Mr|Mrs|Sir)\.? )$/.test(before)

const wordsAfter = (after: string): string[] =>
  (/^[\s-]*((?:[\p{L}\d+/'’-]+[ -]?){0,4})/u.exec(after)?.[1] ?? '').split(/[ -]/).filter(Boolean)

/** A name of a clone or an antigen: `HMB45`, `CD31`, `2F11`. */
const antigen = /^(?:[A-Z]{1,5}[a-z]?\d+\w*|\d+[A-Z]\w*|[A-Z]{3,6})$/
const staining =
  /(?:immuno\w+|stain\w*|label\w*|antibod\w+|probed|incubated|detect\w+|visuali[sz]ed|reacted)\b[^.;]{0,60}(?:with|using|by|against|and|:|,|\() ?$/i

/** What a surgeon does with a material: `equine pericardium used for the repair`. */
const applied =
  /^(?:[- ]\w+){1,3} (?:(?:was|were|is|had been) )?(?:used (?:for|as|to|in)|implanted|inserted|sutured|placed|applied|interposed|injected into (?:the|his|her) )\b/

/** A reagent with its source in brackets: `collagenase (bovine pancreas)`. */
const digested =
  /\b(?:pepsin|trypsin|collagenase|hyaluronidase|thrombin|heparin|gelatin|albumin|elastin|fibrin\w*|collagen|lectin|glue|sealant)\b[^.;()]{0,20}\((?:from )?$/i

const isProduct = (before: string, after: string): boolean => {
  if (
    /^\) ?(?:kit|linker|polymer|HRP|secondary|polyclonal|monoclonal|clone|isotype)\b/i.test(after)
  )
    return true
  if (digested.test(before)) return true
  const next = wordsAfter(after).slice(0, 3)
  const [first = ''] = next
  if (antigen.test(first) && staining.test(before)) return true
  if (next.some((word) => reagentNoun.test(word))) return true
  if (next.some((word) => /^models?$/i.test(word))) return false
  if (next.some((word) => biomaterialNoun.test(word))) return true
  return (prepared.test(before) || applied.test(after)) && next.some((word) => graftNoun.test(word))
}

/** Places of the thing shown: at an opening, in a list, after `of`, `in` or `from`. */
const subjectBefore =
  /(?:^|[.;:(),\]]\s*|\b(?:of|in|from|and|or|versus|vs\.?|both|between|to|into|on)\s)(?:(?:an?|the|these|all|each|both|\d+|(?:\w+)-old|[A-Z][\w/-]*|adult|young|male|female|infected|treated|control|normal|healthy|pregnant|diabetic|aged|old|wild|domestic|juvenile|newborn|neonatal|nude|[a-z-]+ed|[a-z-]+ing|[a-z-]+(?:al|ic|ous|ive|ant|ent|-type))\s){0,4}$/

const modifiesSpecimen = (after: string): boolean =>
  /^[ -]/.test(after) &&
  wordsAfter(after)
    .slice(0, 3)
    .some((noun) => specimenNoun.test(noun))

const plural = /(?:s|mice|calves|geese|oxen|wolves|cattle|swine|sheep|deer|fish|cynomolgus)$/i

const modifiesNothingKnown = (word: string, after: string): boolean => {
  if (plural.test(word) || !/^[ -]\p{L}/u.test(after)) return false
  const next = wordsAfter(after)
  const [first = ''] = next
  if (/^ /.test(after) && headEnds.test(first)) return false
  if (/(?:ed|ing|ly)$/.test(first)) return false
  return !next.slice(0, 4).some((noun) => specimenNoun.test(noun))
}
