import type { LicenceClass } from '../../pipeline/types.ts'

const version = String.raw`(?:[ /_-]*v?(?<version>[1-4]\.\d))?`
const ported = '(?:[ /_-]*(?<port>igo))?'

/**
 * SPDX id of a licence address, code or sentence; null when it says nothing usable. Understands
 * Creative Commons addresses (`creativecommons.org/licenses/by/4.0`), codes (`CC BY-NC`,
 * `ccbylicense`), text-mining licences, the Open Government Licence and prose ("Creative Commons
 * Attribution License"). Of several licences in one text the strictest is meant, so that a freer
 * one of another work (data, software, a single picture) is never taken for the article's.
 */
export const readLicence = (text: string): string | null => {
  const plain = text.replace(/[\u2010-\u2015\u2212]/g, '-').replace(/\s+/g, ' ')
  return fromAddress(plain) ?? fromCode(plain) ?? fromProse(plain) ?? fromOther(plain)
}

const addressPattern =
  /creativecommons\.org\/(?:licenses|licences|license)\/(?<code>by(?:-nc)?(?:-nd|-sa)?|nc(?:-nd|-sa)?|nd(?:-nc)?|sa)\b(?:\/(?<version>[1-4]\.\d))?(?:\/(?<port>igo))?/gi

const fromAddress = (text: string): string | null => {
  const found = all(addressPattern, text)
  if (found) return found
  if (/creativecommons\.org\/(?:publicdomain|licenses)\/zero/i.test(text)) return 'CC0-1.0'
  if (/creativecommons\.org\/(?:publicdomain\/mark|licenses\/publicdomain)/i.test(text))
    return 'PDM-1.0'
  return null
}

const codePattern = new RegExp(
  String.raw`\bcc[ _-]*(?<code>by(?:[ _-]*nc)?(?:[ _-]*(?:nd|sa))?)(?:license)?\b${version}${ported}`,
  'gi',
)

const fromCode = (text: string): string | null => {
  const found = all(codePattern, text)
  // "CC-BY License … Non-Commercial": the words may be stricter than the code beside them.
  if (found) return strictest([found, ...(fromProse(text) ? [fromProse(text) ?? found] : [])])
  if (/\bcc[ _-]?0\b|cc0license|\bcc zero\b/i.test(text) && !/attribution/i.test(text))
    return 'CC0-1.0'
  return /^\s*(public[ -]domain|pd|pdm)\s*$/i.test(text) ? 'PDM-1.0' : null
}

/** Terms in words, of any language that PMC's publishers use. */
const terms: [name: 'NC' | 'ND' | 'SA', pattern: RegExp][] = [
  ['NC', /non[- ]?commercial|n[aã]o[- ]?comercial|no[- ]?comercial|pas d.utilisation commerciale/i],
  ['ND', /no[- ]?deriv|non[- ]?deriv|sem deriv|sin (?:obra )?deriv|pas de modification/i],
  ['SA', /share[- ]?alike|compartil?h?a?(?:r?igual|lh?a)|partage dans les m/i],
]

const attribution = /attribution|atribui|atribuci/i
const commons = /creative commons|\bcc\b/i

const fromProse = (text: string): string | null => {
  const words = text.replace(
    /\bcommercial(?:ly)? (?:and|or|as well as) non[- ]?commercial|non[- ]?commercial (?:and|or) commercial/gi,
    ' ',
  )
  if (commons.test(words) && (attribution.test(words) || /creative commons non-/i.test(words))) {
    const [start] = [words.search(commons)]
    const sentence = words.slice(Math.max(0, start - 200), start + 400)
    const found = terms.filter(([, pattern]) => pattern.test(sentence)).map(([name]) => name)
    const number =
      /(?:licen[cs]e|attribution|alike|commercial|derivatives|unported|international|generic)[^0-9]{0,40}([1-4]\.\d)/i.exec(
        words,
      )?.[1]
    return build(['BY', ...found].join('-'), number, undefined)
  }
  if (/public domain declaration/i.test(words)) return 'PDM-1.0'
  // After attribution: CC BY articles of some publishers dedicate only their data to the public.
  if (/cc0|creative commons (?:public domain|zero)|public domain dedication/i.test(words))
    return 'CC0-1.0'
  return /(?:is|are|in) (?:in )?(?:the )?public domain|free of all copyright|public domain mark|work of the (?:united states|u\.?s\.?) government/i.test(
    words,
  )
    ? 'PDM-1.0'
    : null
}

const fromOther = (text: string): string | null => {
  if (/\btdm\b|tdm[_-]?(?:user)?licen[cs]e/i.test(text)) return 'LicenseRef-TDM'
  if (/open government licen[cs]e|nationalarchives\.gov\.uk\/doc\/open-government/i.test(text))
    return 'OGL-UK-3.0'
  return null
}

/** Every match of a pattern with `code`, `version` and `port`; the strictest of them. */
const all = (pattern: RegExp, text: string): string | null => {
  const found = [...text.matchAll(pattern)].flatMap(({ groups }) =>
    groups?.code ? [build(groups.code, groups.version, groups.port)] : [],
  )
  return found.length > 0 ? strictest(found) : null
}

const strictness: LicenceClass[] = ['commercial', 'share_alike', 'noncommercial', 'forbidden']

/** The first of those of the strictest class; a stated version is worth more than none. */
const strictest = (found: string[]): string | null => {
  const rank = (spdx: string) => strictness.indexOf(licenceClass(spdx))
  const top = Math.max(...found.map(rank))
  const strict = found.filter((spdx) => rank(spdx) === top)
  return strict.find((spdx) => /\d/.test(spdx)) ?? strict[0] ?? null
}

const build = (code: string, number: string | undefined, port: string | undefined): string => {
  const letters = code.toUpperCase().replace(/[^A-Z]/g, '')
  const parts = [
    'BY',
    ...(letters.includes('NC') ? ['NC'] : []),
    ...(letters.includes('ND') ? ['ND'] : letters.includes('SA') ? ['SA'] : []),
  ]
  return ['CC', ...parts, ...(number ? [number] : []), ...(port ? ['IGO'] : [])].join('-')
}

/**
 * What may be done under a licence. A crop is an adaptation, so ND forbids it. Only CC0, the public
 * domain and CC BY are `commercial`: other open licences (Open Government Licence) are known by
 * name but this project has no policy for them, so they count as unknown and never enter.
 */
export const licenceClass = (spdx: string | null): LicenceClass => {
  if (spdx === null) return 'unknown'
  if (/-ND\b/.test(spdx) || spdx === 'LicenseRef-TDM') return 'forbidden'
  if (/-NC\b/.test(spdx)) return 'noncommercial'
  if (/-SA\b/.test(spdx)) return 'share_alike'
  return /^(CC0|PDM|CC-BY)/.test(spdx) ? 'commercial' : 'unknown'
}
