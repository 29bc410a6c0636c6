import { defineStage, flag, keep } from '../../pipeline/stage.ts'

export interface RightsItem {
  /** Words of the caption or its permissions that point at somebody else's rights, or null. */
  third_party: string | null
}

/** Sends figures that may carry the rights of somebody else to a curator. */
export const rightsFilter = () =>
  defineStage<RightsItem, RightsItem>({
    name: 'rights',
    version: '1',
    fingerprint: ({ third_party }) => ({ third_party }),
    run: ({ third_party }) =>
      third_party === null
        ? keep({ third_party })
        : flag({ third_party }, 'third_party_rights', 0.5),
  })
