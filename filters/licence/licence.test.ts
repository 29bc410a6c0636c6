import { expect, test } from 'vitest'
import type { LicenceClass, LicenceDecision } from '../../pipeline/types.ts'
import { licenceFilter } from './index.ts'

const licence = (
  spdx: string | null,
  kind: LicenceClass,
  conflict = false,
): { licence: LicenceDecision; retracted: boolean } => ({
  licence: { spdx, class: kind, evidence: [], conflict },
  retracted: false,
})
const judge = (item: ReturnType<typeof licence>, classes?: LicenceClass[]) =>
  licenceFilter(classes ? { classes } : {}).run(item, {})

test('CC BY and CC0 enter by default', () => {
  expect(judge(licence('CC-BY-4.0', 'commercial'))).toMatchObject({ kind: 'keep' })
})

test.each([
  ['CC-BY-NC-ND-4.0', 'forbidden', 'licence_no_derivatives'],
  ['LicenseRef-TDM', 'forbidden', 'licence_text_mining_only'],
  [null, 'unknown', 'licence_unknown'],
  ['CC-BY-NC-4.0', 'noncommercial', 'licence_not_requested'],
  ['CC-BY-SA-4.0', 'share_alike', 'licence_not_requested'],
] as const)('%s is refused: %s', (spdx, kind, reason) => {
  expect(judge(licence(spdx, kind))).toEqual({ kind: 'drop', reason })
})

test('NC enters when asked for, ND never does', () => {
  const all: LicenceClass[] = ['commercial', 'noncommercial', 'share_alike', 'forbidden', 'unknown']
  expect(judge(licence('CC-BY-NC-4.0', 'noncommercial'), all)).toMatchObject({ kind: 'keep' })
  expect(judge(licence('CC-BY-ND-4.0', 'forbidden'), all)).toMatchObject({ kind: 'drop' })
})

test('two sources that disagree send the article to a curator', () => {
  expect(judge(licence('CC-BY-4.0', 'commercial', true))).toMatchObject({
    kind: 'flag',
    reason: 'licence_conflict',
  })
})

test('a retracted article leaves whatever its licence', () => {
  expect(judge({ ...licence('CC0-1.0', 'commercial'), retracted: true })).toEqual({
    kind: 'drop',
    reason: 'retracted',
  })
})

test('the classes asked for are in the version, in any order', () => {
  const one = licenceFilter({ classes: ['noncommercial', 'commercial'] }).version
  expect(one).toBe(licenceFilter({ classes: ['commercial', 'noncommercial'] }).version)
  expect(one).not.toBe(licenceFilter().version)
})
