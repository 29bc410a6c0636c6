import type { DropReason } from '../../pipeline/reasons.ts'
import { defineStage, drop, flag, keep } from '../../pipeline/stage.ts'
import type { LicenceClass, LicenceDecision } from '../../pipeline/types.ts'

export interface LicenceFilterOptions {
  /** Classes that may enter. Default: CC0, public domain and CC BY. */
  classes?: LicenceClass[]
}

/**
 * Lets an article in by its licence. ND, text-mining-only and unknown licences stay out whatever is
 * asked for: a crop is an adaptation.
 */
export const licenceFilter = ({ classes = ['commercial'] }: LicenceFilterOptions = {}) => {
  const asked = [...new Set(classes)].sort()
  return defineStage<{ licence: LicenceDecision; retracted: boolean }, LicenceDecision>({
    name: 'licence',
    version: `1:${asked.join('+')}`,
    fingerprint: ({ licence, retracted }) => ({ licence, retracted }),
    run({ licence, retracted }) {
      if (retracted) return drop('retracted')
      const refusal = refusalOf(licence, asked)
      if (refusal) return drop(refusal)
      return licence.conflict ? flag(licence, 'licence_conflict', 0.5) : keep(licence)
    },
  })
}

const refusalOf = (licence: LicenceDecision, asked: readonly LicenceClass[]): DropReason | null => {
  if (licence.class === 'forbidden')
    return /TDM/i.test(licence.spdx ?? '') ? 'licence_text_mining_only' : 'licence_no_derivatives'
  if (licence.class === 'unknown') return 'licence_unknown'
  return asked.includes(licence.class) ? null : 'licence_not_requested'
}
