import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../pipeline/config.ts'
import { collect } from '../../pipeline/iterables.ts'
import { listPmc } from './list.ts'
import { startMock } from './mock.ts'

const mock = await startMock()
afterAll(() => mock.close())
const config = readConfig({ HISTOCORPUS_EUTILS_URL: mock.eutilsUrl })

const keys = async (query: string) =>
  (await collect(listPmc(query, { config, sleep: async () => undefined }))).map(
    (item) => `${item.kind} ${item.key}`,
  )

const idFile = async (text: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'pmc-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'ids.txt')
  await writeFile(path, text)
  return path
}

test('one id, with or without a version, prefix or capitals, asks nobody', async () => {
  expect(await keys('PMC7759461')).toEqual(['article pmc:PMC7759461'])
  expect(await keys('pmc:pmc7759461.2')).toEqual(['article pmc:PMC7759461.2'])
  expect(await keys('7759461')).toEqual(['article pmc:PMC7759461'])
  expect(await collect(listPmc('PMC1'))).toMatchObject([{ ref: { kind: 'pmc', pmcid: 'PMC1' } }])
  expect(mock.requests).toEqual([])
})

test('a list of ids has comments, blank lines and Windows endings; a wrong line is reported', async () => {
  const path = await idFile(
    '\uFEFFPMC1\r\n\r\n# chosen by hand\r\nPMC2.1 # the preprint\r\nhello\r\n3',
  )
  expect(await keys(`@${path}`)).toEqual([
    'article pmc:PMC1',
    'article pmc:PMC2.1',
    'problem pmc:hello',
    'article pmc:PMC3',
  ])
})

test('a list that cannot be read stops the command', async () => {
  await expect(keys('@/nowhere/ids.txt')).rejects.toMatchObject({
    consequence: 'fatal',
    code: 'E_INPUT',
  })
})

test('an Entrez query is asked of the E-utilities', async () => {
  mock.searches.set('"H&E" AND colon[Title]', ['5', '6'])
  expect(await keys('search:"H&E" AND colon[Title]')).toEqual([
    'article pmc:PMC5',
    'article pmc:PMC6',
  ])
})

test.each(['', 'PMC', 'PMC12/../../x', 'PMC1.2.3', 'pubmed:1'])('"%s" is no id', async (text) => {
  expect(await collect(listPmc(text))).toMatchObject([
    { kind: 'problem', error: { code: 'E_PMC_ID', consequence: 'item' } },
  ])
})
