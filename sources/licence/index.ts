import type { LicenceDecision, LicenceEvidence } from '../../pipeline/types.ts'
import { licenceClass, readLicence } from './spdx.ts'

export { licenceClass, readLicence }

/** A place where a licence was stated, before anything was read from it. */
export type Statement = Omit<LicenceEvidence, 'spdx'>

/** In this order a statement is believed; see {@link LicenceEvidence}. */
const trust: LicenceEvidence['source'][] = [
  'json',
  'license_ref',
  'license_href',
  'ext_link',
  'license_p',
  'custom_meta',
  'html',
  'given',
]

/** Publishers state it beside the reuse licence; only PMC's own code means that there is no other. */
const textMining = 'LicenseRef-TDM'

/**
 * Decides an article's licence from all that states one and keeps what was read as evidence. The
 * most trusted usable statement decides; a version stated by any agreeing one is added. Statements
 * of different classes are a conflict, which a curator must settle.
 */
export const decideLicence = (statements: readonly Statement[]): LicenceDecision => {
  const evidence = [...statements]
    .sort((a, b) => trust.indexOf(a.source) - trust.indexOf(b.source))
    .map(({ source, text }) => ({ source, text: text.slice(0, 500), spdx: readLicence(text) }))
  const readable = evidence.flatMap(({ spdx, source }) => (spdx === null ? [] : [{ spdx, source }]))
  const usable = readable.filter(
    ({ spdx, source }) =>
      spdx !== textMining || source === 'json' || readable.every((other) => other.spdx === spdx),
  )
  const said = usable.filter(({ source }) => source !== 'given')
  const first = said[0] ?? usable[0]
  if (!first) return { spdx: null, class: 'unknown', evidence, conflict: false }
  const versioned = said.find(
    ({ spdx }) => /^-\d/.test(spdx.slice(first.spdx.length)) && spdx.startsWith(first.spdx),
  )
  const spdx = /\d/.test(first.spdx) ? first.spdx : (versioned?.spdx ?? first.spdx)
  const conflict = said.some((other) => licenceClass(other.spdx) !== licenceClass(spdx))
  return { spdx, class: licenceClass(spdx), evidence, conflict }
}
