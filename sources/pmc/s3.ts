import { SaxesParser } from 'saxes'
import { RetryError } from '../../pipeline/errors.ts'
import type { Client } from './client.ts'

interface Page {
  keys: string[]
  prefixes: string[]
  next: string | null
}

/**
 * One page of a `ListObjectsV2` answer. The root's own `Prefix` only echoes the request: common
 * prefixes are those inside `CommonPrefixes`.
 * @throws RetryError `E_PMC_LISTING` when it is not such an answer
 */
export const parseListing = (xml: string): Page => {
  const page: Page = { keys: [], prefixes: [], next: null }
  const path: string[] = []
  let text = ''
  let truncated = false
  let failure: Error | undefined
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    failure ??= error
  })
  parser.on('opentag', ({ name }) => {
    path.push(name)
    text = ''
  })
  parser.on('text', (part) => {
    text += part
  })
  parser.on('closetag', () => {
    const at = path.slice(1).join('/')
    if (at === 'Contents/Key') page.keys.push(text)
    else if (at === 'CommonPrefixes/Prefix') page.prefixes.push(text)
    else if (at === 'IsTruncated') truncated = text === 'true'
    else if (at === 'NextContinuationToken') page.next = text
    else if (path.length === 1 && path[0] !== 'ListBucketResult')
      failure ??= new RetryError('E_PMC_LISTING', `the bucket answered <${path[0]}>`)
    path.pop()
    text = ''
  })
  parser.write(xml).close()
  if (failure)
    throw new RetryError('E_PMC_LISTING', 'the bucket answered no listing', { cause: failure })
  return { ...page, next: truncated ? page.next : null }
}

/** Keys and common prefixes below a prefix, page by page. */
export async function* listBucket(
  client: Client,
  base: URL,
  { prefix, delimiter, signal }: { prefix: string; delimiter?: string; signal?: AbortSignal },
): AsyncGenerator<Page> {
  let next: string | null = null
  do {
    const url = new URL(base)
    url.searchParams.set('list-type', '2')
    url.searchParams.set('prefix', prefix)
    if (delimiter) url.searchParams.set('delimiter', delimiter)
    if (next !== null) url.searchParams.set('continuation-token', next)
    const response = await client.get(url, { signal })
    const page = parseListing(await response.text())
    yield page
    next = page.next
  } while (next !== null)
}
