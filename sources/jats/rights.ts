import type { LicenceDecision } from '../../pipeline/types.ts'
import { licenceClass, readLicence } from '../licence/index.ts'
import { descendants, type XmlNode } from './tree.ts'

/** Words of a caption that point at a work of somebody else. */
const borrowed =
  /(?:re(?:produced|printed|published|drawn)|adapted|modified|taken|used)[^.;]{0,60}\b(?:with|by) (?:the )?(?:kind )?permission|(?:reproduced|reprinted|republished|redrawn|adapted|modified) from\b|courtesy of|excluded from (?:the|this) article.s [^.]*licen[cs]e|not covered by (?:the|this)[^.]{0,40}licen[cs]e|©|all rights reserved/i
/** "Modified after Smith" names a source; "modified after three days" does not. */
const borrowedAfter = /\b(?:[Rr]edrawn|[Aa]dapted|[Mm]odified) after (?:the )?[A-Z][\w-]+/

/** Credits that name nobody else. */
const ownCredit =
  /^(?:(?:source|fonte|fuente)s?\s*:?\s*)?(?:(?:the |own|os |as |los |las )?authors?\b|own (?:elaboration|work|calculation)|(?:elabora|dados|datos|autor))/i
/** SciELO deposits put the translated caption where the credit belongs. */
export const translatedCaption = /^\s*fig(?:ure|\.)\s*S?\d+\s*[.:|–-]?\s*/i

/**
 * Words that point at somebody else's rights in a figure: in its caption, its credit line or its
 * own permissions. A licence of its own counts unless it is a free one or the article's.
 * @returns null when there are none
 */
export const thirdParty = (
  node: XmlNode,
  caption: string,
  licence: Pick<LicenceDecision, 'class'>,
): string | null => {
  const inCaption = borrowed.exec(caption)?.[0] ?? borrowedAfter.exec(caption)?.[0]
  if (inCaption) return inCaption
  const barriers = new Set(['fig', 'table-wrap'])
  for (const own of descendants(node, 'permissions', barriers)) {
    const text = allText(own)
    const spdx = readLicence(text)
    const owned = spdx === null ? null : licenceClass(spdx)
    const free = owned === 'commercial' || (owned !== null && owned === licence.class)
    if (text !== '' && !free) return text.slice(0, 300)
  }
  for (const credit of descendants(node, 'attrib', barriers)) {
    const text = allText(credit)
    if (text === '' || ownCredit.test(text) || translatedCaption.test(text)) continue
    if (readLicence(text) === null) return text.slice(0, 300)
  }
  return null
}

/** Text and the addresses of licences in attributes. */
const allText = (node: XmlNode): string =>
  [
    ...new Set(Object.values(node.attributes).filter((value) => /creativecommons/.test(value))),
    ...node.children.map((item) => (typeof item === 'string' ? item : allText(item))),
  ]
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
