import { z } from 'zod'
import { FatalError, RetryError } from '../../pipeline/errors.ts'
import type { Client } from './client.ts'

const Answer = z.object({
  esearchresult: z.object({
    count: z.coerce.number().optional(),
    querykey: z.string().optional(),
    webenv: z.string().optional(),
    idlist: z.array(z.string().regex(/^\d+$/)).default([]),
    ERROR: z.string().optional(),
  }),
})

/** Ids a page: esearch gives no more at once, and pages further for every database but PubMed. */
const pageSize = 10_000

export interface SearchOptions {
  client: Client
  /** Base URL of the E-utilities. */
  base: URL
  /** Waits for its turn before a request. */
  turn: (signal?: AbortSignal) => Promise<void>
  key?: string | undefined
  contact?: string | undefined
  signal?: AbortSignal | undefined
  pageSize?: number
}

/**
 * PMCIDs that an Entrez query finds in PMC. PMC cannot sort, so the first page freezes the result
 * on the history server and later pages are taken from it.
 * @throws FatalError `E_PMC_QUERY` when Entrez does not understand the query
 */
export async function* searchPmc(term: string, options: SearchOptions): AsyncGenerator<string> {
  const { client, base, turn, key, contact, signal } = options
  const size = options.pageSize ?? pageSize
  let history: Record<string, string> = {}
  let queryKey: string | undefined
  for (let start = 0, count = 1; start < count; ) {
    const url = new URL(`${base.href.replace(/\/$/, '')}/esearch.fcgi`)
    const fields = {
      ...{ db: 'pmc', term, retmode: 'json', usehistory: 'y', tool: 'histocorpus' },
      ...{ retmax: String(size), retstart: String(start), ...history },
      ...(key !== undefined && { api_key: key }),
      ...(contact !== undefined && { email: contact }),
    }
    for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value)
    await turn(signal)
    const response = await client.get(url, { signal })
    const parsed = Answer.safeParse(await response.json().catch(() => undefined))
    if (!parsed.success)
      throw new RetryError('E_PMC_SEARCH', 'esearch answered something else than a result')
    const { idlist, webenv, querykey, ERROR, ...rest } = parsed.data.esearchresult
    if (ERROR !== undefined)
      throw new FatalError('E_PMC_QUERY', `Entrez refuses the query "${term}": ${ERROR}`)
    for (const id of idlist) yield `PMC${id}`
    count = rest.count ?? 0
    start += idlist.length
    // The service promised more than it gives: silence here would lose articles.
    if (idlist.length === 0 && start < count)
      throw new RetryError('E_PMC_SEARCH', `esearch gave ${start} of ${count} ids`)
    queryKey ??= querykey
    if (webenv !== undefined && queryKey !== undefined)
      history = { WebEnv: webenv, query_key: queryKey }
  }
}
