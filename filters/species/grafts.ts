import type { Find } from './find.ts'

/**
 * People's cells inside an animal, told by how a sentence joins the two: `human hepatocytes injected
 * into mice`, `rats that received cord blood cells`, tumours that a human line formed in vivo.
 */
const verbs =
  /\b(?:(?:xeno)?-?(?:implant|inject|graft|engraft|transplant|inoculat|infus|instill|seed|transfer)\w*|repopulat\w*|reconstitut\w*|chim(?:a?e)r\w*|surviv\w*|integrat\w*|augment\w*|incorporat\w*|deliver\w*|administ\w*|coloni[sz]\w*|homing|migrat\w*|differentiat\w*|border zone|lodged|metastasi[sz]\w*)\b/i
const receives =
  /\b(?:with|bearing|carrying|receiving|received|given|of|harbou?ring|engrafted|treated)\b/i
const inside = /\b(?:in|into|onto|on|within|to|under|of|beneath)\b/i
/** What can be transplanted: where a person's are in an animal, they were. */
const cellsNext =
  /^(?:[- ][\w+-]+){0,4}?[- ](?:cells?|\w+cytes?|\w+blasts?|islets?|neurons?|progenitors?|organoids?|stem cells)\b(?: \([^)]*\))?/i
const lieIn =
  /^ (?:were |are |was |\w+ed )?(?:with)?in(?:to|side)? (?:the |an? )?(?:[\w-]+ ){0,3}$/i
const takes =
  /\b(?:received|receiving|given|carrying|bearing|harbou?ring|repopulated with|engrafted with)\b/i
/** Letters and places of panels: two panels show two things. */
export const panelMark =
  /\([A-Ha-h](?:[-–, ]+[A-Ha-h])*\)|(?:^|[.;,:] ?)\(?[A-Ha-h][),.:](?= )|\b(?:left|right|top|bottom|upper|lower|middle)\b|(?:^ ?|[.;] )(?:Left|Right|Top|Bottom|Upper|Lower|Middle)\b/

const sentenceEnd = /[.;](?=\s|$)/

/** What a line of tumour cells does in an animal that the caption does not name. */
const inVivo =
  /\b(?:tumou?rs?|nodules?|metasta\w+|colonies|xeno\w*) (?:\w+ )?(?:formed|grown|growing|arising|generated|established|excised|harvested|resulting|derived|produced|raised)\b|\b(?:tumou?rs?|nodules?) (?:from|of|by) (?:[\w/-]+ ){1,4}(?:cells |tumou?rs )?(?:treated|injected|in vivo|at (?:day|week)|on day|after)|\b(?:weeks?|days?|months?)[- ](?:after|post|following)[- ](?:\w+ )?(?:injection|inoculation|implantation|engraftment|transplantation|grafting)|\bsubcutaneous(?:ly)? (?:\w+ )?(?:nodules?|tumou?rs?)|\btumou?r (?:volumes?|weights?|burden|growth curves?|bearing)|\btail[- ]vein|\b(?:days?|weeks?|months?) (?:\d+ )?(?:after|post|following) (?:[\w-]+ ){0,2}?(?:injection|inoculation|implantation|engraftment|transplantation|grafting)\b|\b(?:treated|untreated|recipient|control) hosts?\b|\bhost (?:parenchyma|tissue|stroma|brain|bone)\b|\bflanks?\b|\bin vivo\b|\borthotopic\w*|\b(?:tumou?rs?|nodules?)\b[^.;]{0,40}\bvehicle|\bvehicle\b[^.;]{0,40}\b(?:tumou?rs?|nodules?)/i

/** What tells of a host in any sentence of a text about a line. */
const hosted =
  /\b(?:days?|weeks?|months?) (?:\d+ )?(?:after|post|following) (?:[\w-]+ ){0,2}?(?:inoculation|implantation|engraftment|grafting)\b|\b(?:treated|untreated|recipient|control) hosts?\b|\bhost (?:parenchyma|stroma|brain|bone|liver|lung)\b/i

const graft = (text: string, field: string, start: number, end: number): Find => ({
  field,
  start,
  end,
  text: text.slice(start, end),
  side: 'xenograft',
  kind: 'graft',
  weight: 4,
})

const donorKinds = /^(?:human|patient|donor|person|cell line|human cells|human stem cells)$/
const hostKinds = /^(?:animal|name|scientific name|strain|stage|genotype|animals|breed)$/

/** Grafts that the finds of one text make together. */
export const graftsIn = (field: string, text: string, finds: readonly Find[]): Find[] => {
  const donors = finds.filter((find) => find.side === 'human' && donorKinds.test(find.kind))
  if (donors.length === 0) return []
  const hosts = finds.filter(
    (find) => find.side === 'animal' && find.weight >= 1.4 && hostKinds.test(find.kind),
  )
  for (const donor of donors) {
    for (const host of hosts) {
      const [first, second] = donor.start < host.start ? [donor, host] : [host, donor]
      const between = text.slice(first.end, second.start)
      if (between.length > 160 || sentenceEnd.test(between) || panelMark.test(between)) continue
      const sentence = sentenceAround(text, first.start, second.end)
      const cells =
        donor.kind === 'human' ? cellsNext.exec(text.slice(donor.end, donor.end + 80)) : null
      const placed =
        cells !== null &&
        (first === donor ? lieIn.test(between.slice(cells[0].length)) : takes.test(between))
      const joined =
        placed ||
        (first === donor
          ? inside.test(between) && verbs.test(sentence) && !recipient.test(donor.text)
          : receives.test(between) && verbs.test(text.slice(first.start, second.end + 40)))
      if (joined && !/\band\b[^,]{0,12}$/.test(between))
        return [graft(text, field, first.start, second.end)]
    }
    if (donor.kind !== 'cell line' && donor.kind !== 'human cells') continue
    const sentence = sentenceAround(text, donor.start, donor.end)
    const match = inVivo.exec(sentence) ?? hosted.exec(text)
    if (!match) continue
    const at = text.indexOf(match[0], Math.max(0, donor.start - 400))
    const [left, right] = at < donor.start ? [at, donor.end] : [donor.start, at + match[0].length]
    if (at >= 0 && !panelMark.test(text.slice(left, right)))
      return [graft(text, field, at, at + match[0].length)]
  }
  return []
}

const recipient = /recipient|decedent|deceased/i

const sentenceAround = (text: string, start: number, end: number): string => {
  const opening = Math.max(text.lastIndexOf('. ', start), text.lastIndexOf('; ', start)) + 1
  const rest = text.slice(end)
  const close = rest.search(sentenceEnd)
  return text.slice(opening, close < 0 ? text.length : end + close)
}
