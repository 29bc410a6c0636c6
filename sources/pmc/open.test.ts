import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { readConfig } from '../../pipeline/config.ts'
import { startMock } from './mock.ts'
import { openPmc } from './open.ts'

const mock = await startMock()
afterAll(() => mock.close())
beforeEach(() => {
  mock.objects.clear()
  mock.faults.length = 0
  mock.requests.length = 0
})

const config = readConfig({ HISTOCORPUS_PMC_URL: mock.url })
const xml = (licence = 'by') =>
  `<article xmlns:xlink="x"><front><article-meta><title-group><article-title>Colon</article-title></title-group><permissions><license xlink:href="https://creativecommons.org/licenses/${licence}/4.0/"/></permissions></article-meta></front><body><fig id="F1"><caption><p>H&amp;E.</p></caption><graphic xlink:href="J-g001"/></fig></body></article>`
const picture = Buffer.from('a picture, more or less')

const open = async (id: string, cache?: string) =>
  openPmc(id, {
    config,
    cache: cache ?? (await mkdtemp(join(tmpdir(), 'pmc-'))),
    sleep: async () => undefined,
  })

test('an article leads home by PMCID and version, and its pictures come when asked for', async () => {
  mock.add('PMC1', 1, xml(), { 'j-g001.jpg': picture })
  mock.add('PMC10', 1, xml(), {})
  const { article, read } = await open('PMC1')
  expect(article).toMatchObject({
    ...{ article_id: 'PMC1.1', pmcid: 'PMC1', version: 1, doi: '10.1000/pmc1.1', title: 'Colon' },
    ...{ licence: { spdx: 'CC-BY-4.0', conflict: false }, retracted: false, origin: 'pmc' },
  })
  expect(article.figures[0]?.file).toBe('j-g001.jpg')
  expect(mock.requests.some(({ url }) => url.includes('g001'))).toBe(false)
  expect((await read('j-g001.jpg')).equals(picture)).toBe(true)
  await expect(read('../x')).rejects.toMatchObject({ code: 'E_FILE' })
})

test('the best version is read, not the highest, and the rule is recorded', async () => {
  mock.add('PMC2', 1, xml(), { 'j-g001.jpg': picture })
  mock.add('PMC2', 2, xml(), { 'j-g001.jpg': picture }, { is_manuscript: true })
  const { article } = await open('PMC2')
  expect([article.article_id, article.warnings]).toEqual(['PMC2.1', ['version_not_manuscript']])
  expect((await open('PMC2.2')).article.article_id).toBe('PMC2.2')
})

test('JSON and XML that state different licences are a conflict; TDM and null never enter', async () => {
  mock.add('PMC3', 1, xml('by-nc'), {})
  mock.add('PMC4', 1, xml(), {}, { license_code: 'TDM' })
  mock.add('PMC5', 1, '<article><body/></article>', {}, { license_code: null })
  expect((await open('PMC3')).article.licence).toMatchObject({
    class: 'commercial',
    conflict: true,
  })
  expect((await open('PMC4')).article.licence).toMatchObject({ class: 'forbidden', conflict: true })
  expect((await open('PMC5')).article.licence).toMatchObject({ spdx: null, class: 'unknown' })
})

test('a retraction in the JSON counts, whatever the XML says', async () => {
  mock.add('PMC6', 1, xml(), {}, { is_retracted: true })
  expect((await open('PMC6')).article.retracted).toBe(true)
})

test('unknown ids and wrong checksums end the item; throttling does not', async () => {
  await expect(open('PMC7')).rejects.toMatchObject({ code: 'E_PMC_MISSING', consequence: 'item' })
  mock.add('PMC8', 1, xml(), {})
  mock.faults.push({ path: /\.xml$/, kind: 'wrong_bytes', times: 99 })
  await expect(open('PMC8')).rejects.toMatchObject({ code: 'E_PMC_MD5', consequence: 'item' })
  mock.faults.length = 0
  mock.faults.push({ path: /\.xml$/, kind: 'slow_down', times: 99 })
  await expect(open('PMC8')).rejects.toMatchObject({ consequence: 'throttled' })
})

test('what was fetched once is not fetched again', async () => {
  mock.add('PMC9', 1, xml(), { 'j-g001.jpg': picture })
  const cache = await mkdtemp(join(tmpdir(), 'pmc-'))
  for (const _ of [1, 2]) await (await open('PMC9', cache)).read('j-g001.jpg')
  expect(mock.requests.filter(({ url }) => /\.(xml|jpg)$/.test(url))).toHaveLength(2)
  expect(
    (await readdir(cache, { recursive: true })).filter((name) => name.endsWith('.part')),
  ).toEqual([])
})
