import { expect, test } from 'vitest'
import { decideLicence, licenceClass, readLicence } from './index.ts'

test.each([
  ['https://creativecommons.org/licenses/by/4.0/', 'CC-BY-4.0'],
  ['http://creativecommons.org/licenses/by/2.0', 'CC-BY-2.0'],
  ['http://creativecommons.org/licenses/by-nc/3.0', 'CC-BY-NC-3.0'],
  ['https://creativecommons.org/licenses/by-nc-nd/4.0/', 'CC-BY-NC-ND-4.0'],
  ['https://creativecommons.org/licenses/by/3.0/igo/', 'CC-BY-3.0-IGO'],
  ['http://creativecommons.org/publicdomain/mark/1.0/', 'PDM-1.0'],
  ['https://creativecommons.org/publicdomain/zero/1.0/', 'CC0-1.0'],
  ['CC BY', 'CC-BY'],
  ['CC BY-NC-SA', 'CC-BY-NC-SA'],
  ['CC BY-ND', 'CC-BY-ND'],
  ['CC BY 4.0', 'CC-BY-4.0'],
  ['ccbyncndlicense', 'CC-BY-NC-ND'],
  ['ccbylicense', 'CC-BY'],
  ['cc0license', 'CC0-1.0'],
  ['CC0', 'CC0-1.0'],
  ['TDM', 'LicenseRef-TDM'],
  ['NO-CC CODE', null],
  ['none', null],
  ['All rights reserved.', null],
  [
    'This is an open-access article distributed under the terms of the Creative Commons Attribution License, which permits unrestricted use.',
    'CC-BY',
  ],
  ['Creative Commons Attribution 4.0 International License', 'CC-BY-4.0'],
  ['Creative Commons Attribution Non-Commercial License 3.0', 'CC-BY-NC-3.0'],
  ['Creative Commons Attribution-NonCommercial-NoDerivs 4.0 License', 'CC-BY-NC-ND-4.0'],
  ['Creative Commons Attribution-NonCommercial-ShareAlike licence', 'CC-BY-NC-SA'],
  ['Creative Commons Attribution-ShareAlike 4.0', 'CC-BY-SA-4.0'],
  ['Creative Commons Attribution-NoDerivatives License', 'CC-BY-ND'],
  [
    'This article is free of all copyright, and may be freely reproduced. Creative Commons CC0 public domain dedication',
    'CC0-1.0',
  ],
  [
    'Creative Commons Attribution License. The Creative Commons Public Domain Dedication waiver applies to the data',
    'CC-BY',
  ],
  ['an Open Access article which permits non-commercial use', null],
  ['Creative Commons Attribution–NonCommercial–NoDerivatives 4.0', 'CC-BY-NC-ND-4.0'],
  ['Creative Commons Attribution–NoDerivs License', 'CC-BY-ND'],
  [
    'Creative Commons License (Attribution–Noncommercial–Share Alike 3.0 Unported license)',
    'CC-BY-NC-SA-3.0',
  ],
  ['CC BY 4.0. The CC0 waiver applies to the data made available.', 'CC-BY-4.0'],
  [
    'the Creative Commons Attribution Non-Commercial License. Parts by federal employees are in the public domain.',
    'CC-BY-NC',
  ],
  [
    'the Creative Commons Attribution License, which permits use for commercial and non-commercial purposes',
    'CC-BY',
  ],
  ['under CC BY 4.0 except figure 2, which is CC BY-NC-ND 4.0', 'CC-BY-NC-ND-4.0'],
  ['distributed under the terms of the Creative Commons CC-BY-NC 3.0 License.', 'CC-BY-NC-3.0'],
  ['sob uma licença Creative Commons Atribuição Não Comercial', 'CC-BY-NC'],
  ['sob uma licença Creative Commons', null],
  ['http://www.elsevier.com/tdm/userlicense/1.0/', 'LicenseRef-TDM'],
  ['http://www.elsevier.com/open-access/userlicense/1.0/', null],
  ['the terms of the Open Government Licence v3.0', 'OGL-UK-3.0'],
  ['All content is public domain unless otherwise noted.', 'PDM-1.0'],
])('%s is %s', (text, spdx) => {
  expect(readLicence(text)).toBe(spdx)
})

test('classes: what a crop may be made of', () => {
  expect(['CC-BY-4.0', 'CC0-1.0', 'PDM-1.0'].map(licenceClass)).toEqual(Array(3).fill('commercial'))
  expect(['CC-BY-ND', 'CC-BY-NC-ND-4.0', 'LicenseRef-TDM'].map(licenceClass)).toEqual(
    Array(3).fill('forbidden'),
  )
  expect(licenceClass('OGL-UK-3.0')).toBe('unknown')
  expect([licenceClass('CC-BY-NC-SA'), licenceClass('CC-BY-SA-3.0'), licenceClass(null)]).toEqual([
    ...['noncommercial', 'share_alike', 'unknown'],
  ])
})

test('the most trusted statement decides, another gives the version, all are kept', () => {
  const decision = decideLicence([
    { source: 'license_p', text: 'Creative Commons Attribution License 4.0' },
    { source: 'json', text: 'CC BY' },
  ])
  expect(decision).toMatchObject({ spdx: 'CC-BY-4.0', class: 'commercial', conflict: false })
  expect(decision.evidence.map(({ source }) => source)).toEqual(['json', 'license_p'])
})

test('statements of different classes are a conflict; what an operator gives never overrules', () => {
  const conflict = decideLicence([
    { source: 'json', text: 'CC BY' },
    { source: 'license_href', text: 'https://creativecommons.org/licenses/by-nc/4.0/' },
  ])
  expect(conflict).toMatchObject({ class: 'commercial', conflict: true })
  const given = decideLicence([
    { source: 'given', text: 'CC-BY-4.0' },
    { source: 'license_p', text: 'Creative Commons Attribution-NonCommercial-NoDerivs License' },
  ])
  expect(given).toMatchObject({ class: 'forbidden', conflict: false })
  expect(decideLicence([{ source: 'given', text: 'CC-BY-4.0' }])).toMatchObject({
    spdx: 'CC-BY-4.0',
  })
  expect(decideLicence([])).toMatchObject({ spdx: null, class: 'unknown' })
})

test("a publisher's text-mining licence yields to its reuse licence; PMC's own code does not", () => {
  const address = 'http://www.elsevier.com/tdm/userlicense/1.0/'
  const reuse = {
    source: 'license_ref',
    text: 'http://creativecommons.org/licenses/by/4.0/',
  } as const
  expect(decideLicence([{ source: 'license_ref', text: address }, reuse])).toMatchObject({
    ...{ spdx: 'CC-BY-4.0', class: 'commercial', conflict: false },
  })
  expect(decideLicence([{ source: 'license_ref', text: address }])).toMatchObject({
    class: 'forbidden',
  })
  expect(decideLicence([{ source: 'json', text: 'TDM' }, reuse])).toMatchObject({
    ...{ class: 'forbidden', conflict: true },
  })
})
