import { afterAll, expect, test } from 'vitest'
import { createClient } from './client.ts'
import { startMock } from './mock.ts'
import { listBucket, parseListing } from './s3.ts'

const mock = await startMock()
afterAll(() => mock.close())

const listing = async (prefix: string, delimiter?: string) => {
  const options = { prefix, ...(delimiter !== undefined && { delimiter }) }
  const keys: string[] = []
  const prefixes: string[] = []
  for await (const page of listBucket(createClient(), new URL(mock.url), options)) {
    keys.push(...page.keys)
    prefixes.push(...page.prefixes)
  }
  return { keys, prefixes }
}

test('the echo of the request is no common prefix', () => {
  const xml =
    '<ListBucketResult><Prefix>PMC11370360.</Prefix><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated>' +
    '<CommonPrefixes><Prefix>PMC11370360.1/</Prefix></CommonPrefixes></ListBucketResult>'
  expect(parseListing(xml)).toEqual({ keys: [], prefixes: ['PMC11370360.1/'], next: null })
})

test('pages are followed to the end, names with odd characters included', async () => {
  for (let version = 1; version <= 5; version += 1)
    mock.objects.set(`PMC7.${version}/a&b ${version}.jpg`, Buffer.from('x'))
  mock.objects.set('PMC77.1/x.jpg', Buffer.from('x'))
  mock.setPageSize(2)
  expect((await listing('PMC7.', '/')).prefixes).toEqual([1, 2, 3, 4, 5].map((n) => `PMC7.${n}/`))
  expect((await listing('PMC7.')).keys).toEqual(
    [1, 2, 3, 4, 5].map((n) => `PMC7.${n}/a&b ${n}.jpg`),
  )
})

test('an article that is not there has an empty listing', async () => {
  expect(await listing('PMC404.', '/')).toEqual({ keys: [], prefixes: [] })
})

test.each([
  '<!DOCTYPE html><html><body>down</body></html>',
  '<Error><Code>x</Code></Error>',
  '<ListBucketResult><Contents>',
  '',
])('something else is no listing: %s', (xml) => {
  expect(() => parseListing(xml)).toThrow(expect.objectContaining({ code: 'E_PMC_LISTING' }))
})
