import { afterAll, expect, test } from 'vitest'
import { createClient } from './client.ts'
import { parseAddress, readMetadata, urlOf } from './metadata.ts'
import { startMock } from './mock.ts'

const mock = await startMock()
afterAll(() => mock.close())
const base = new URL(mock.url)
const client = createClient({ sleep: async () => undefined })
const read = (pmcid: string, version: number) => readMetadata(client, base, { pmcid, version })

test('addresses keep their key and checksum, never their host', () => {
  const md5 = '2ba36e61fa9eb4950c9daef9c9f58812'
  expect(parseAddress(`s3://evil.example/PMC1.1/what?.jpg?md5=${md5}`)).toEqual({
    key: 'PMC1.1/what?.jpg',
    name: 'what?.jpg',
    md5,
  })
  expect(parseAddress('s3://bucket/PMC1.1/a.jpg')).toMatchObject({ name: 'a.jpg', md5: null })
  expect(parseAddress('https://evil.example/a.jpg')).toBeNull()
  expect(parseAddress('s3://bucket/')).toBeNull()
})

test('a key cannot climb out of the base', () => {
  expect(urlOf(new URL('http://mirror/pmc/'), 'a b/%2e#?.jpg').href).toBe(
    'http://mirror/pmc/a%20b/%252e%23%3F.jpg',
  )
})

test('reads what a record states and leaves open what it does not', async () => {
  mock.add(
    'PMC5',
    2,
    '<article/>',
    { 'a.jpg': Buffer.from('a') },
    { is_retracted: undefined, mid: null },
  )
  const metadata = await read('PMC5', 2)
  expect(metadata).toMatchObject({ pmid: '1', is_retracted: null, is_pmc_openaccess: true })
  expect(metadata.xml?.name).toBe('PMC5.2.xml')
  expect(metadata.media.map(({ name }) => name)).toEqual(['a.jpg'])
})

test('a record without files is a record', async () => {
  mock.add('PMC6', 1, '<article/>', {}, { xml_url: undefined, license_code: null })
  expect(await read('PMC6', 1)).toMatchObject({ xml: null, media: [], license_code: null })
})

test('files of another article are left out', async () => {
  const media_urls = ['s3://b/PMC9.1/a.jpg', 's3://b/PMC7.1/../PMC9.1/a.jpg', 's3://b/PMC7.1/b.jpg']
  mock.add('PMC7', 1, '<article/>', {}, { media_urls })
  expect((await read('PMC7', 1)).media.map(({ name }) => name)).toEqual(['b.jpg'])
})

test('a record that is not collected yet is read beside the files', async () => {
  mock.add('PMC10', 1, '<article/>', {})
  mock.objects.delete('metadata/PMC10.1.json')
  expect(await read('PMC10', 1)).toMatchObject({ pmcid: 'PMC10' })
  await expect(read('PMC10', 2)).rejects.toMatchObject({ code: 'E_PMC_MISSING' })
})

test('the record of another article is refused', async () => {
  mock.add('PMC8', 1, '<article/>', {}, { pmcid: 'PMC9' })
  await expect(read('PMC8', 1)).rejects.toMatchObject({ code: 'E_PMC_METADATA' })
})

test('a page instead of a record says that it is one', async () => {
  mock.faults.push({ path: /metadata/, kind: 'html', times: 1 })
  await expect(read('PMC5', 2)).rejects.toThrow('HTML page')
})
