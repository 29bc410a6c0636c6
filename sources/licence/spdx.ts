import type { LicenceClass } from '../../pipeline/types.ts'

const version = String.raw`(?:[ /_-]*v?(?<version>[1-4]\.\d))?`
const ported = '(?:[ /_-]*(?<port>igo))?'

/** Creative Commons in words, longest first so that a stricter licence is never read as a freer. */
const words: [RegExp, string][] = [
  [/non[- ]?commercial[- /,]+(?:and )?no[- ]?deriv/i, 'BY-NC-ND'],
  [/non[- ]?commercial[- /,]+(?:and )?share[- ]?alike/i, 'BY-NC-SA'],
  [/attribution[- /,(]+(?:and )?no[- ]?deriv/i, 'BY-ND'],
  [/attribution[- /,(]+(?:and )?share[- ]?alike/i, 'BY-SA'],
  [/attribution[^.;]{0,60}non[- ]?commercial/i, 'BY-NC'],
  [/creative commons non[- ]?commercial/i, 'BY-NC'],
]

/**
 * SPDX id of a licence address, code or sentence; null when it says nothing usable. Understands
 * Creative Commons addresses (`creativecommons.org/licenses/by/4.0`), codes (`CC BY-NC`,
 * `ccbylicense`), PMC's `TDM` and prose ("Creative Commons Attribution License").
 */
export const readLicence = (text: string): string | null =>
  fromAddress(text) ?? fromCode(text) ?? fromProse(text)

const fromAddress = (text: string): string | null => {
  const match =
    /creativecommons\.org\/(?:licenses|licences|license)\/(?<code>by(?:-nc)?(?:-nd|-sa)?|nc(?:-nd|-sa)?|nd|sa)(?:\/(?<version>[1-4]\.\d))?(?:\/(?<port>igo))?/i.exec(
      text,
    )
  if (match?.groups) return build(match.groups.code ?? '', match.groups.version, match.groups.port)
  if (/creativecommons\.org\/(?:publicdomain|licenses)\/zero/i.test(text)) return 'CC0-1.0'
  if (/creativecommons\.org\/(?:publicdomain\/mark|licenses\/publicdomain)/i.test(text))
    return 'PDM-1.0'
  return null
}

const codePattern = new RegExp(
  String.raw`\bcc[ _-]*(?<code>by(?:[ _-]*nc)?(?:[ _-]*(?:nd|sa))?)(?:license)?\b${version}${ported}`,
  'i',
)

const fromCode = (text: string): string | null => {
  if (/\bcc[ _-]?0\b|cc0license|\bcc zero\b/i.test(text)) return 'CC0-1.0'
  if (/^\s*tdm\s*$/i.test(text)) return 'LicenseRef-TDM'
  if (/^\s*(public[ -]domain|pd|pdm)\s*$/i.test(text)) return 'PDM-1.0'
  const groups = codePattern.exec(text)?.groups
  return groups?.code ? build(groups.code, groups.version, groups.port) : null
}

const fromProse = (text: string): string | null => {
  if (
    /(?:is|are|in) (?:in )?(?:the )?public domain|free of all copyright|public domain mark|work of the (?:united states|u\.?s\.?) government/i.test(
      text,
    )
  )
    return 'PDM-1.0'
  if (!/creative commons|cc0|\bcc\b[- ]?by|open[- ]access|public domain dedication/i.test(text))
    return null
  const stated =
    /(?:licen[cs]e|attribution|alike|commercial|derivatives|unported|international|generic)[^0-9]{0,40}([1-4]\.\d)/i.exec(
      text,
    )?.[1]
  const strict = words.find(([pattern]) => pattern.test(text))
  if (strict) return build(strict[1], stated, undefined)
  if (/creative commons[^.]*attribution/i.test(text)) return build('BY', stated, undefined)
  // After attribution: CC BY articles of some publishers dedicate only their data to the public.
  return /cc0|creative commons (?:public domain|zero)|public domain dedication/i.test(text)
    ? 'CC0-1.0'
    : null
}

const build = (code: string, number: string | undefined, port: string | undefined): string => {
  const parts = code
    .toUpperCase()
    .split(/[^A-Z]+/)
    .filter(Boolean)
  const has = (name: string) => parts.includes(name) || parts.join('').includes(name)
  const terms = [
    'BY',
    ...(has('NC') ? ['NC'] : []),
    ...(has('ND') ? ['ND'] : has('SA') ? ['SA'] : []),
  ]
  return ['CC', ...terms, ...(number ? [number] : []), ...(port ? ['IGO'] : [])].join('-')
}

/** What may be done under a licence: a crop is an adaptation, so ND forbids it. */
export const licenceClass = (spdx: string | null): LicenceClass => {
  if (spdx === null) return 'unknown'
  if (/-ND\b/.test(spdx) || spdx === 'LicenseRef-TDM') return 'forbidden'
  if (/-NC\b/.test(spdx)) return 'noncommercial'
  if (/-SA\b/.test(spdx)) return 'share_alike'
  return /^(CC0|PDM|CC-BY)/.test(spdx) ? 'commercial' : 'unknown'
}
