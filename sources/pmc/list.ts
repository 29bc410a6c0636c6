import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { FatalError, ItemError } from '../../pipeline/errors.ts'
import type { Listed } from '../list.ts'
import { normalisePmcid } from './id.ts'
import { createLimiter, type Sleep } from './limiter.ts'
import { searchPmc } from './search.ts'
import { connect, type PmcOptions } from './settings.ts'

const item = (text: string, input: string): Listed => {
  const pmcid = normalisePmcid(text)
  if (pmcid !== null)
    return {
      kind: 'article',
      key: `pmc:${pmcid}`,
      input,
      ref: { kind: 'pmc', pmcid },
      fingerprint: null,
    }
  const error = new ItemError('E_PMC_ID', `"${text}" is no PMCID: write PMC123 or PMC123.2`)
  return { kind: 'problem', key: `pmc:${text}`, input, error }
}

/** One id a line; blank lines and what follows `#` are skipped. */
async function* readIds(path: string): AsyncGenerator<string> {
  const file = createReadStream(path, 'utf8')
  try {
    for await (const line of createInterface({
      input: file,
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      const id = line
        .replace(/#.*$/, '')
        .replace(/^\uFEFF/, '')
        .trim()
      if (id !== '') yield id
    }
  } catch (cause) {
    throw new FatalError('E_INPUT', `${path} cannot be read: give a text file of PMCIDs`, { cause })
  }
}

const restful: Sleep = (seconds, signal) => setTimeout(seconds * 1000, undefined, { signal })

/**
 * Articles of PMC: `PMC123`, `PMC123.2`, `@ids.txt` (one id a line) or `search:TERM` (an Entrez
 * query), with or without `pmc:` before it. Only a search asks the network; whether an id exists
 * is found when it is opened.
 * @throws FatalError `E_INPUT` the list cannot be read; `E_PMC_QUERY` Entrez refuses the query
 */
export async function* listPmc(query: string, options: PmcOptions = {}): AsyncGenerator<Listed> {
  const words = query.replace(/^pmc:/i, '')
  const input = `pmc:${words}`
  if (words.startsWith('@')) {
    for await (const id of readIds(words.slice(1))) yield item(id, input)
    return
  }
  const term = /^search:(.+)$/is.exec(words)?.[1]
  if (term === undefined) {
    yield item(words, input)
    return
  }
  const { client, config, eutils } = connect(options)
  const perSecond = config.ncbiKey === undefined ? 3 : 10
  const found = searchPmc(term.trim(), {
    client,
    base: eutils,
    turn: createLimiter(perSecond, options.sleep ?? restful),
    key: config.ncbiKey,
    contact: config.contact,
    signal: options.signal,
  })
  for await (const id of found) yield item(id, input)
}
