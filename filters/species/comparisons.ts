import { panelMark } from './grafts.ts'

/**
 * What a sentence only likens its subject to: `resembled that of kainate-treated mice`, `recapitulate
 * the polyps of patients`. Two panels side by side are no likeness, whatever verb joins them.
 */
const likens =
  /\b(?:resembl\w+|recapitulat\w+|mimic\w*|mirror\w*|reminiscent|(?:similar|identical|comparable|analogous|homologous|akin|equivalent|close) to|like (?:that|those)|parallel(?:s|ed|ing)?|correspond\w* to|known (?:in|from|for)|(?:seen|described|reported|observed|found|documented|established|expected|typical|common|usual|shown) (?:also )?(?:in|for|of)|(?:just )?as in|compare(?! with| to)|cf\.?|models? (?:of|for)|relevan\w+ (?:to|for)|translat\w+ to|than (?:that |those )?(?:in|of)|differs? from|distinct from|(?:absent|lacking|missing|unknown|rare) in|(?:first|previously|earlier|elsewhere|originally) [\w ]{0,20}(?:in|from))\b/gi
/** A sentence of its own that adds another kind: `in rats the drug gives the same picture`. */
const aside =
  /\b(?:the same|a similar|similar (?:changes?|findings?|lesions?|pictures?|patterns?)|likewise|too\b|as well\b|analogous (?:changes?|lesions?)|has been (?:described|reported|seen|shown)|have been (?:described|reported|seen|shown)|is (?:known|well known|common|rare)|are (?:known|common|rare)|suggested|predicted|implicated|nominated|hypothesi[sz]ed|(?:had been|was|were) (?:first |previously )?(?:validated|identified|tested|established|published)|identified [\w-]+ (?:in|from)|described elsewhere|not shown|ref\.|\bcf\.)/i

/**
 * Whether the word at this place is only likened to. `others` are the places of the other kind: in
 * `similar to those of patients in the brain of lemurs` the lemurs come after what was likened.
 */
export const likened = (
  text: string,
  start: number,
  end: number,
  others: readonly number[] = [],
): boolean => {
  const opening = Math.max(text.lastIndexOf('. ', start), text.lastIndexOf('; ', start)) + 1
  const before = text.slice(opening, start)
  const match = [...before.matchAll(likens)].at(-1)
  if (match && !/[.;()]/.test(before.slice(match.index)) && !panelMark.test(before))
    return !others.some((place) => place >= opening + match.index && place < start)
  const rest = text.slice(end)
  const close = rest.search(/[.;](?=\s|$)/)
  const sentence = text.slice(opening, close < 0 ? text.length : end + close)
  if (/\bnot shown\b/.test(sentence)) return !panelMark.test(sentence)
  const alone = sentence.length > text.length - 12
  return !alone && aside.test(sentence) && !panelMark.test(sentence)
}

const fluid =
  '(?:ser(?:um|a)|plasma|CSF|cerebrospinal fluid|IgG|(?:auto)?antibod(?:y|ies)|immunoglobulins?|isolates?|stool|fa?eces|fa?ecal|microbiota|exosomes?|lysates?|cDNA|DNA|RNA)'
const fluidBefore = new RegExp(
  `\\b${fluid}(?: samples?| fractions?)? (?:of|from|purified from|isolated from|obtained from|collected from)(?: an?| the| \\w+){0,2} ?$`,
  'i',
)
const fluidAfter = new RegExp(`^(?:['’]s?)?[- ](?:[\\w-]+ ){0,2}?${fluid}\\b`, 'i')

/** Whether a person only gave what was put on the tissue of an animal. */
export const fluidOf = (text: string, start: number, end: number): boolean =>
  fluidBefore.test(text.slice(Math.max(0, start - 64), start)) ||
  fluidAfter.test(text.slice(end, end + 48))
