import { afterAll, beforeEach, expect, test } from 'vitest'
import { createClient, maxTries } from './client.ts'
import { createLimiter } from './limiter.ts'
import { type FaultKind, startMock } from './mock.ts'

const mock = await startMock()
mock.objects.set('a.jpg', Buffer.from('bytes'))
afterAll(() => mock.close())

let slept: number[] = []
const sleep = async (seconds: number) => {
  slept.push(seconds)
}
beforeEach(() => {
  slept = []
  mock.faults.length = 0
  mock.requests.length = 0
})

const client = createClient({ sleep, random: () => 1, contact: 'lab@example.org' })
const get = async (key = 'a.jpg') => (await client.get(new URL(`${mock.url}/${key}`))).text()
const fault = (kind: FaultKind, times: number, retryAfter?: number) =>
  mock.faults.push({ path: /./, kind, times, ...(retryAfter !== undefined && { retryAfter }) })

test('says who asks', async () => {
  expect(await get()).toBe('bytes')
  expect(mock.requests[0]?.headers['user-agent']).toMatch(/^histocorpus.*lab@example\.org/)
})

test.each<FaultKind>(['slow_down', 'internal_error', 'rate_limit'])(
  '%s is outlived',
  async (kind) => {
    fault(kind, 3)
    expect(await get()).toBe('bytes')
    expect(slept).toEqual([0.5, 1, 2])
  },
)

test('waits as long as the server asks', async () => {
  fault('slow_down', 1, 7)
  expect(await get()).toBe('bytes')
  expect(slept).toEqual([7])
})

test('a server that stays slow costs no attempt', async () => {
  fault('slow_down', 99)
  await expect(get()).rejects.toMatchObject({ consequence: 'throttled', code: 'E_PMC_THROTTLED' })
  expect(mock.requests).toHaveLength(maxTries)
})

test('a long wait is handed back at once', async () => {
  fault('rate_limit', 99, 600)
  await expect(get()).rejects.toMatchObject({ consequence: 'throttled', after: 600 })
  expect(mock.requests).toHaveLength(1)
})

test('a server that stays ill is worth another attempt', async () => {
  fault('internal_error', 99)
  await expect(get()).rejects.toMatchObject({ consequence: 'retry', code: 'E_PMC_ILL' })
})

test('what is missing or closed is asked for once', async () => {
  await expect(get('b.jpg')).rejects.toMatchObject({ consequence: 'item', code: 'E_PMC_MISSING' })
  fault('forbidden', 99)
  await expect(get()).rejects.toMatchObject({ consequence: 'item', code: 'E_PMC_FORBIDDEN' })
  expect(mock.requests).toHaveLength(2)
})

test('a redirect to another host is refused', async () => {
  fault('redirect_away', 1)
  await expect(get()).rejects.toMatchObject({ consequence: 'item', code: 'E_PMC_REDIRECT' })
})

test('no server at all is worth another attempt', async () => {
  const nowhere = client.get(new URL('http://127.0.0.1:1/a'))
  await expect(nowhere).rejects.toMatchObject({ consequence: 'retry', code: 'E_PMC_UNREACHABLE' })
})

test('an abort ends it without further tries', async () => {
  const stop = new AbortController()
  stop.abort()
  const url = new URL(`${mock.url}/a.jpg`)
  await expect(client.get(url, { signal: stop.signal })).rejects.toThrow('aborted')
  expect(slept).toEqual([])
})

test('the limiter spaces requests evenly', async () => {
  let clock = 1000
  const turn = createLimiter(
    4,
    async (seconds) => {
      slept.push(seconds)
    },
    () => clock,
  )
  await Promise.all([turn(), turn(), turn()])
  expect(slept).toEqual([0.25, 0.5])
  clock = 5000
  await turn()
  expect(slept).toHaveLength(2)
})
