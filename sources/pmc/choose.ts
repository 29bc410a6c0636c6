import type { LicenceClass } from '../../pipeline/types.ts'
import type { Metadata } from './metadata.ts'

/** What decided between the versions of an article, or that nothing had to. */
export type VersionRule =
  | 'given'
  | 'only'
  | 'open_access'
  | 'licence'
  | 'not_retracted'
  | 'not_manuscript'
  | 'not_ocr'
  | 'media'
  | 'latest'

export interface Choice {
  metadata: Metadata
  rule: VersionRule
}

/** From the licence that allows most to those that allow nothing. */
const freedom: readonly LicenceClass[] = [
  'commercial',
  'share_alike',
  'noncommercial',
  'unknown',
  'forbidden',
]

const yes = (value: boolean | null): number => (value === null ? 1 : value ? 2 : 0)
const no = (value: boolean | null): number => (value === null ? 1 : value ? 0 : 2)

/**
 * Picks the version to read. The number says nothing about quality (an author manuscript may
 * follow the published article), so versions are compared by open access, licence, retraction,
 * manuscript, OCR and media, in this order; only then does the highest number win. What is unknown
 * ranks between yes and no.
 */
export const chooseVersion = (versions: readonly Metadata[]): Choice | null => {
  const rules: [VersionRule, (metadata: Metadata) => number][] = [
    ['open_access', ({ is_pmc_openaccess }) => yes(is_pmc_openaccess)],
    ['licence', ({ license_code }) => -freedom.indexOf(classOfCode(license_code ?? null))],
    ['not_retracted', ({ is_retracted }) => no(is_retracted)],
    ['not_manuscript', ({ is_manuscript }) => no(is_manuscript)],
    ['not_ocr', ({ is_historical_ocr }) => no(is_historical_ocr)],
    ['media', ({ media }) => Number(media.length > 0)],
    ['latest', ({ version }) => version],
  ]
  const compare = (a: Metadata, b: Metadata) => {
    for (const [rule, value] of rules) {
      const difference = value(b) - value(a)
      if (difference !== 0) return { difference, rule }
    }
    return { difference: 0, rule: 'latest' as const }
  }
  const [best, second] = [...versions].sort((a, b) => compare(a, b).difference)
  if (!best) return null
  return { metadata: best, rule: second ? compare(best, second).rule : 'only' }
}

/** Classes of licence codes as the metadata spells them. */
export const classOfCode = (code: string | null): LicenceClass => {
  if (code === null) return 'unknown'
  const words = code.toUpperCase().trim()
  if (words === 'TDM' || /\bND\b/.test(words)) return 'forbidden'
  if (/\bNC\b/.test(words)) return 'noncommercial'
  if (/\bSA\b/.test(words)) return 'share_alike'
  return words === 'CC0' || words === 'CC BY' ? 'commercial' : 'unknown'
}
