import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { createClient } from './client.ts'
import { download } from './download.ts'
import { type FaultKind, md5, startMock } from './mock.ts'

const mock = await startMock()
afterAll(() => mock.close())
beforeEach(() => {
  mock.faults.length = 0
  mock.requests.length = 0
})

const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251))
const name = 'fig 1+2 #é%.jpg'
const key = `PMC1.1/${name}`
mock.objects.set(key, bytes)
const source = { key, name, md5: md5(bytes) }
const client = createClient({ sleep: async () => undefined })

const setup = async (maxBytes = 1e6) => {
  const folder = await mkdtemp(join(tmpdir(), 'pmc-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return { client, base: new URL(mock.url), folder, maxBytes }
}
const fault = (kind: FaultKind, times: number) => mock.faults.push({ path: /PMC1/, kind, times })
const ranges = () => mock.requests.map(({ headers }) => headers.range)

test('brings the bytes once, whatever the name, and leaves no partial file', async () => {
  const options = await setup()
  expect((await download(source, options)).equals(bytes)).toBe(true)
  expect((await download(source, options)).equals(bytes)).toBe(true)
  expect(mock.requests.map(({ url }) => url)).toEqual(['/PMC1.1/fig%201%2B2%20%23%C3%A9%25.jpg'])
  expect(await readdir(options.folder)).toEqual([source.md5])
})

test('goes on where a connection was cut', async () => {
  fault('cut', 2)
  expect((await download(source, await setup())).equals(bytes)).toBe(true)
  expect(ranges()).toEqual([undefined, 'bytes=50000-', 'bytes=75000-'])
  expect(mock.requests[1]?.headers['if-match']).toBe(`"${source.md5}"`)
})

test('goes on with what an earlier process left', async () => {
  const options = await setup()
  await writeFile(join(options.folder, `${source.md5}.part`), bytes.subarray(0, 60_000))
  expect((await download(source, options)).equals(bytes)).toBe(true)
  expect(ranges()).toEqual(['bytes=60000-'])
})

test('a partial file that is already whole needs no byte', async () => {
  const options = await setup()
  await writeFile(join(options.folder, `${source.md5}.part`), bytes)
  expect((await download(source, options)).equals(bytes)).toBe(true)
})

test('starts again when the object changed between two ranges', async () => {
  fault('cut', 1)
  fault('etag_change', 1)
  expect((await download(source, await setup())).equals(bytes)).toBe(true)
  expect(ranges()).toEqual([undefined, 'bytes=50000-', undefined])
})

test('starts again after wrong bytes, and once more after a wrong beginning', async () => {
  fault('wrong_bytes', 1)
  const options = await setup()
  await writeFile(join(options.folder, `${source.md5}.part`), Buffer.alloc(60_000))
  expect((await download(source, options)).equals(bytes)).toBe(true)
})

test('bytes that stay wrong fail this file only', async () => {
  fault('wrong_bytes', 99)
  const options = await setup()
  await expect(download(source, options)).rejects.toMatchObject({
    consequence: 'item',
    code: 'E_PMC_MD5',
  })
  expect(await readdir(options.folder)).toEqual([])
})

test('a page that comes instead is no picture', async () => {
  fault('html', 99)
  const options = await setup()
  const page = { consequence: 'retry', code: 'E_PMC_HTML' }
  await expect(download(source, options)).rejects.toMatchObject(page)
  await expect(download({ ...source, md5: null }, options)).rejects.toMatchObject(page)
  expect(await readdir(options.folder)).toEqual([])
})

test('a file without a stated checksum is checked by its ETag', async () => {
  fault('cut', 1)
  const unstated = { ...source, md5: null }
  expect((await download(unstated, await setup())).equals(bytes)).toBe(true)
  expect(ranges()).toEqual([undefined, 'bytes=50000-'])
})

test('a connection that keeps breaking is worth another attempt, which goes on', async () => {
  const options = await setup()
  fault('cut', 6)
  await expect(download(source, options)).rejects.toMatchObject({
    consequence: 'retry',
    code: 'E_PMC_CUT',
  })
  mock.requests.length = 0
  expect((await download(source, options)).equals(bytes)).toBe(true)
  expect(ranges()).toEqual(['bytes=98437-'])
})

test('a file over the budget is refused before it is fetched', async () => {
  const options = await setup(50_000)
  await expect(download(source, options)).rejects.toMatchObject({
    consequence: 'item',
    code: 'E_PMC_TOO_LARGE',
  })
})

test('a folder that cannot be written is no fault of the network', async () => {
  const options = await setup()
  await writeFile(join(options.folder, 'file'), '')
  const broken = { ...options, folder: join(options.folder, 'file') }
  await expect(download(source, broken)).rejects.toMatchObject({ code: 'EEXIST' })
  expect(mock.requests).toEqual([])
})
