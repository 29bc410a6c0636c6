import { afterAll, beforeEach, expect, test } from 'vitest'
import { collect } from '../../pipeline/iterables.ts'
import { createClient } from './client.ts'
import { startMock } from './mock.ts'
import { searchPmc } from './search.ts'

const mock = await startMock()
afterAll(() => mock.close())
beforeEach(() => {
  mock.faults.length = 0
  mock.requests.length = 0
})

const term = 'histopathology AND cc_by_license[Filter]'
mock.searches.set(term, ['11', '12', '13', '14', '15'])

const search = (words = term) => {
  let turns = 0
  const options = {
    client: createClient({ sleep: async () => undefined }),
    base: new URL(mock.eutilsUrl),
    turn: async () => {
      turns += 1
    },
    key: 'k',
    contact: 'lab@example.org',
    pageSize: 2,
  }
  return { ids: collect(searchPmc(words, options)), turns: () => turns }
}

test('pages through the frozen result, in turn', async () => {
  const { ids, turns } = search()
  expect(await ids).toEqual(['PMC11', 'PMC12', 'PMC13', 'PMC14', 'PMC15'])
  const queries = mock.requests.map(({ url }) => new URL(url, mock.url).searchParams)
  expect(queries.map((query) => query.get('retstart'))).toEqual(['0', '2', '4'])
  expect(queries.map((query) => query.get('query_key'))).toEqual([null, '1', '1'])
  expect(queries[1]?.get('WebEnv')).toBe('MCID_1')
  expect(queries[0]?.get('usehistory')).toBe('y')
  expect(queries[0]?.get('api_key')).toBe('k')
  expect(turns()).toBe(3)
})

test('the limit of requests is waited for', async () => {
  mock.faults.push({ path: /esearch/, kind: 'rate_limit', times: 2 })
  expect(await search().ids).toHaveLength(5)
})

test('a query that finds nothing yields nothing', async () => {
  expect(await search('nothing').ids).toEqual([])
})

test('a page is no result', async () => {
  mock.faults.push({ path: /esearch/, kind: 'html', times: 1 })
  await expect(search().ids).rejects.toMatchObject({ consequence: 'retry', code: 'E_PMC_SEARCH' })
})
