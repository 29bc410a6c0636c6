import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export type FaultKind =
  | 'slow_down'
  | 'internal_error'
  | 'cut'
  | 'wrong_bytes'
  | 'etag_change'
  | 'html'
  | 'rate_limit'
  | 'redirect_away'
  | 'forbidden'

export interface Fault {
  /** Paths that it befalls. */
  path: RegExp
  kind: FaultKind
  /** How often; then the server is well again. */
  times: number
  /** Seconds of a `Retry-After` header. */
  retryAfter?: number
}

export interface MockRequest {
  /** Path and query as sent. */
  url: string
  headers: IncomingMessage['headers']
}

export const md5 = (bytes: Uint8Array | string): string =>
  createHash('md5').update(bytes).digest('hex')

/** Facts of one article version, as far as they differ from a plain open-access article. */
export type MockFacts = Record<string, unknown>

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const html = '<!DOCTYPE html><html><head><title>Checking your browser</title></head></html>'
const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n'

/**
 * A PMC Cloud Service of one's own on the loopback: bucket listing, objects with ranges and ETags,
 * esearch, and faults on demand. For tests, the demo and offline trials.
 */
export const startMock = async () => {
  const objects = new Map<string, Buffer>()
  const faults: Fault[] = []
  const requests: MockRequest[] = []
  /** Answers of esearch by term; bare integers. */
  const searches = new Map<string, string[]>()
  let pageSize = 1000

  const list = (query: URLSearchParams): string => {
    const prefix = query.get('prefix') ?? ''
    const delimiter = query.get('delimiter')
    const limit = Math.min(Number(query.get('max-keys') ?? pageSize), pageSize)
    const after = query.get('continuation-token') ?? ''
    const entries = new Map<string, string>()
    for (const [key, bytes] of [...objects].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (!key.startsWith(prefix)) continue
      const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1
      const name = end < 0 ? key : key.slice(0, end + 1)
      const body =
        end < 0
          ? `<Contents><Key>${escapeXml(key)}</Key><LastModified>2026-01-08T11:47:59.000Z</LastModified><ETag>&quot;${md5(bytes)}&quot;</ETag><Size>${bytes.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`
          : `<CommonPrefixes><Prefix>${escapeXml(name)}</Prefix></CommonPrefixes>`
      if (name > after) entries.set(name, body)
    }
    const page = [...entries].slice(0, limit)
    const truncated = entries.size > limit
    const token = truncated
      ? `<NextContinuationToken>${escapeXml(page.at(-1)?.[0] ?? '')}</NextContinuationToken>`
      : ''
    return `${xmlHead}<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>pmc-oa-opendata</Name><Prefix>${escapeXml(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${limit}</MaxKeys><Delimiter>/</Delimiter><IsTruncated>${truncated}</IsTruncated>${token}${page.map(([, body]) => body).join('')}</ListBucketResult>`
  }

  const search = (query: URLSearchParams): string => {
    const all = searches.get(query.get('term') ?? '') ?? []
    const start = Number(query.get('retstart') ?? 0)
    const idlist = all.slice(start, start + Math.min(Number(query.get('retmax') ?? 20), pageSize))
    const counts = { count: String(all.length), retmax: String(idlist.length) }
    const history = { querykey: '1', webenv: 'MCID_1' }
    return JSON.stringify({
      esearchresult: { ...counts, retstart: String(start), ...history, idlist },
    })
  }

  const s3Error = (response: ServerResponse, status: number, code: string, key = '') => {
    response.writeHead(status, { 'content-type': 'application/xml' })
    response.end(
      `${xmlHead}<Error><Code>${code}</Code><Message>${code}</Message><Key>${escapeXml(key)}</Key></Error>`,
    )
  }

  const serve = (
    request: IncomingMessage,
    response: ServerResponse,
    key: string,
    fault?: Fault,
  ) => {
    const stored = objects.get(key)
    if (!stored) return s3Error(response, 404, 'NoSuchKey', key)
    const bytes = fault?.kind === 'wrong_bytes' ? Buffer.alloc(stored.length, 'x') : stored
    const etag = `"${md5(fault?.kind === 'etag_change' ? `${bytes.length}` : bytes)}"`
    const expected = request.headers['if-match']
    if (expected && expected !== etag) return s3Error(response, 412, 'PreconditionFailed', key)
    if (request.headers['if-none-match'] === etag) return response.writeHead(304).end()
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')
    const start = range ? Number(range[1]) : 0
    if (range && start >= bytes.length) return s3Error(response, 416, 'InvalidRange', key)
    const body = bytes.subarray(start)
    response.writeHead(range ? 206 : 200, {
      etag,
      'last-modified': 'Thu, 08 Jan 2026 11:47:59 GMT',
      'accept-ranges': 'bytes',
      'content-length': body.length,
      'content-type': 'binary/octet-stream',
      ...(range && { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
    })
    if (fault?.kind !== 'cut') return response.end(body)
    return response.write(body.subarray(0, Math.floor(body.length / 2)), () => {
      setTimeout(() => response.destroy(), 20)
    })
  }

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://mock')
    const path = decodeURIComponent(pathname)
    requests.push({ url: request.url ?? '', headers: request.headers })
    const fault = faults.find((one) => one.times > 0 && one.path.test(path))
    if (fault) fault.times -= 1
    if (fault?.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter)
    if (fault?.kind === 'slow_down') return s3Error(response, 503, 'SlowDown')
    if (fault?.kind === 'internal_error') return s3Error(response, 500, 'InternalError')
    if (fault?.kind === 'forbidden') return s3Error(response, 403, 'AccessDenied')
    if (fault?.kind === 'html') return response.writeHead(200).end(html)
    if (fault?.kind === 'rate_limit')
      return response.writeHead(429).end('{"error":"API rate limit exceeded","count":"4"}')
    if (fault?.kind === 'redirect_away')
      return response.writeHead(307, { location: `http://example.org${path}` }).end()
    if (path.endsWith('/esearch.fcgi')) return response.end(search(searchParams))
    if (path === '/' && searchParams.get('list-type') === '2')
      return response.writeHead(200, { 'content-type': 'application/xml' }).end(list(searchParams))
    return serve(request, response, path.slice(1), fault)
  }

  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const url = `http://127.0.0.1:${port}`

  return {
    url,
    eutilsUrl: `${url}/entrez/eutils`,
    objects,
    faults,
    requests,
    searches,
    /** Smaller pages, so that a few keys already need several. */
    setPageSize(size: number) {
      pageSize = size
    },
    /** Puts one article version into the bucket: XML, media and the JSON in both places. */
    add(
      pmcid: string,
      version: number,
      xml: string,
      media: Record<string, Buffer>,
      facts: MockFacts = {},
    ) {
      const name = `${pmcid}.${version}`
      const put = (file: string, bytes: Buffer) => {
        objects.set(`${name}/${file}`, bytes)
        return `s3://pmc-oa-opendata/${name}/${file}?md5=${md5(bytes)}`
      }
      const media_urls = Object.entries(media).map(([file, bytes]) => put(file, bytes))
      const metadata = {
        ...{ pmcid, version, pmid: 1, doi: `10.1000/${name}`, title: 'Title', citation: 'J. 2026' },
        ...{ is_pmc_openaccess: true, is_manuscript: false, is_historical_ocr: false },
        ...{ is_retracted: false, license_code: 'CC BY' },
        xml_url: put(`${name}.xml`, Buffer.from(xml)),
        text_url: put(`${name}.txt`, Buffer.from('text')),
        ...(media_urls.length > 0 && { media_urls }),
        ...facts,
      }
      const json = Buffer.from(JSON.stringify(metadata))
      put(`${name}.json`, json)
      objects.set(`metadata/${name}.json`, json)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type Mock = Awaited<ReturnType<typeof startMock>>
