import { expect, test } from 'vitest'
import { chooseVersion, classOfCode } from './choose.ts'
import type { Metadata } from './metadata.ts'

const version = (number: number, facts: Partial<Metadata> = {}): Metadata => ({
  ...{ pmcid: 'PMC1', version: number, is_pmc_openaccess: true, license_code: 'CC BY' },
  ...{ is_manuscript: false, is_historical_ocr: false, is_retracted: false, xml: null },
  media: [{ key: 'PMC1.1/a.jpg', name: 'a.jpg', md5: null }],
  ...facts,
})
const choose = (...versions: Metadata[]) => {
  const choice = chooseVersion(versions)
  return choice && [choice.metadata.version, choice.rule]
}

test.each<[string, Partial<Metadata>]>([
  ['open_access', { is_pmc_openaccess: false }],
  ['open_access', { is_pmc_openaccess: null }],
  ['licence', { license_code: 'CC BY-NC-ND' }],
  ['licence', { license_code: null }],
  ['not_retracted', { is_retracted: true }],
  ['not_manuscript', { is_manuscript: true }],
  ['not_ocr', { is_historical_ocr: true }],
  ['media', { media: [] }],
])('%s decides against a higher number: %j', (rule, worse) => {
  expect(choose(version(1), version(2, worse))).toEqual([1, rule])
  expect(choose(version(2, worse), version(1))).toEqual([1, rule])
})

test('a licence that an operator may ask for beats one that nobody may use', () => {
  const licensed = (number: number, license_code: string) => version(number, { license_code })
  expect(choose(licensed(1, 'CC BY-NC'), licensed(2, 'CC BY-NC-ND'))).toEqual([1, 'licence'])
  expect(choose(licensed(1, 'CC BY-NC'), licensed(2, 'CC BY-SA'))).toEqual([2, 'licence'])
})

test('an earlier rule outweighs all later ones', () => {
  const closed = version(2, { is_pmc_openaccess: false })
  const poor = version(1, {
    license_code: null,
    is_retracted: true,
    is_manuscript: true,
    media: [],
  })
  expect(choose(poor, closed)).toEqual([1, 'open_access'])
})

test('the highest number wins among equals, and one is enough', () => {
  expect(choose(version(2), version(10), version(9))).toEqual([10, 'latest'])
  expect(choose(version(3, { is_retracted: true }))).toEqual([3, 'only'])
  expect(choose()).toBeNull()
})

test.each([
  ['CC0', 'commercial'],
  ['CC BY', 'commercial'],
  ['CC BY-SA', 'share_alike'],
  ['CC BY-NC', 'noncommercial'],
  ['CC BY-NC-SA', 'noncommercial'],
  ['CC BY-ND', 'forbidden'],
  ['CC BY-NC-ND', 'forbidden'],
  ['TDM', 'forbidden'],
  ['custom', 'unknown'],
  [null, 'unknown'],
])('%s is %s', (code, expected) => {
  expect(classOfCode(code)).toBe(expected)
})
