import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Response } from 'undici'
import { type HistocorpusError, ItemError, RetryError } from '../../pipeline/errors.ts'
import { sha256 } from '../../pipeline/ids.ts'
import { type Client, maxTries } from './client.ts'
import { isHtml, type Source, urlOf } from './metadata.ts'

export interface DownloadOptions {
  client: Client
  base: URL
  /** Folder for whole and partial files. */
  folder: string
  /** A larger file is refused. */
  maxBytes: number
  signal?: AbortSignal | undefined
}

const md5Of = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex')
/** Whole downloads with wrong bytes before the object itself must be wrong. */
const maxWrong = 3
const plainMd5 = /^"([0-9a-f]{32})"$/

const sizeOf = async (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )

const tooLarge = ({ name }: Source, maxBytes: number) =>
  new ItemError('E_PMC_TOO_LARGE', `${name} is larger than ${maxBytes} bytes`)

/**
 * Brings one object of the bucket and checks it. What is there already is not fetched again; what
 * was cut off goes on where it ended, as long as the object is still the same. Files are named by
 * the checksum that they must have, never by the source, and a name without `.part` means that the
 * bytes are whole and right.
 *
 * @throws ItemError `E_PMC_MD5` the bytes are wrong again and again; `E_PMC_TOO_LARGE`;
 *   and what `Client.get` throws
 * @throws RetryError `E_PMC_HTML` a page came instead; `E_PMC_CUT` the connection kept breaking
 */
export const download = async (source: Source, options: DownloadOptions): Promise<Buffer> => {
  const { client, folder, signal } = options
  const path = join(folder, source.md5 ?? sha256(source.key).slice(0, 32))
  const part = `${path}.part`
  if (source.md5 !== null) {
    const bytes = await readFile(path).catch(() => null)
    if (bytes && md5Of(bytes) === source.md5) return bytes
  }
  await mkdir(folder, { recursive: true })
  // The ETag of these objects is their MD5, unless they were uploaded in several parts.
  let etag = source.md5 === null ? null : `"${source.md5}"`
  if (etag === null) await rm(part, { force: true })
  let failure: HistocorpusError | undefined
  let wrong = 0
  for (let tries = 1; tries <= maxTries; tries += 1) {
    if (failure) await client.pause(tries - 1, undefined, signal)
    const fetched = await fetchInto(part, source, options, etag)
    etag = fetched.etag ?? etag
    if (fetched.failure) {
      failure = fetched.failure
      continue
    }
    const bytes = await readFile(part)
    failure = verify(bytes, source, etag)
    if (!failure) {
      await rename(part, path)
      return bytes
    }
    await rm(part, { force: true })
    wrong += 1
    if (wrong === maxWrong) break
  }
  throw failure ?? new RetryError('E_PMC_CUT', `${source.name} did not arrive`)
}

/** Appends what is missing to the partial file. */
const fetchInto = async (
  part: string,
  source: Source,
  { client, base, maxBytes, signal }: DownloadOptions,
  etag: string | null,
): Promise<{ etag: string | null; failure?: HistocorpusError }> => {
  const have = etag === null ? 0 : await sizeOf(part)
  const resumed = have > 0 && etag !== null ? { range: `bytes=${have}-`, 'if-match': etag } : {}
  const response = await client.get(urlOf(base, source.key), {
    headers: resumed,
    accept: [412, 416],
    signal,
  })
  const seen = response.headers.get('etag')
  // Another object now, or nothing left to fetch of this one: whoever verifies decides.
  if (response.status === 412 || response.status === 416) {
    await response.body?.cancel()
    if (response.status === 416 && have > 0) return { etag }
    await rm(part, { force: true })
    return { etag: null, failure: new RetryError('E_PMC_CHANGED', `${source.name} has changed`) }
  }
  const from = response.status === 206 ? have : 0
  const range = response.headers.get('content-range')
  if (response.status === 206 && !range?.startsWith(`bytes ${have}-`)) {
    await response.body?.cancel()
    await rm(part, { force: true })
    return { etag: seen, failure: new RetryError('E_PMC_CUT', `${source.name}: not the range`) }
  }
  if (Number(response.headers.get('content-length') ?? 0) + from > maxBytes) {
    await response.body?.cancel()
    throw tooLarge(source, maxBytes)
  }
  const failure = await append(response, part, from, source, maxBytes, signal)
  return failure ? { etag: seen, failure } : { etag: seen }
}

const append = async (
  response: Response,
  part: string,
  from: number,
  source: Source,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<HistocorpusError | undefined> => {
  const file = await open(part, from > 0 ? 'r+' : 'w')
  try {
    let at = from
    const chunks = response.body?.[Symbol.asyncIterator]()
    for (;;) {
      // Only a fault of the network may be tried again; one of the disk is thrown.
      const chunk = await chunks?.next().catch((cause: unknown) => {
        signal?.throwIfAborted()
        return new RetryError('E_PMC_CUT', `the connection broke at byte ${at} of ${source.name}`, {
          cause,
        })
      })
      if (chunk instanceof RetryError) return chunk
      if (!chunk || chunk.done) break
      const bytes: Uint8Array = chunk.value
      if (at + bytes.length > maxBytes) throw tooLarge(source, maxBytes)
      await file.write(bytes, 0, bytes.length, at)
      at += bytes.length
    }
    await file.truncate(at)
    await file.sync()
    return undefined
  } finally {
    await file.close()
  }
}

const verify = (
  bytes: Buffer,
  { name, md5 }: Source,
  etag: string | null,
): HistocorpusError | undefined => {
  const expected = md5 ?? plainMd5.exec(etag ?? '')?.[1]
  if (expected !== undefined && md5Of(bytes) === expected) return undefined
  if (isHtml(bytes))
    return new RetryError('E_PMC_HTML', `an HTML page came instead of ${name}: is there a proxy?`)
  if (expected === undefined) return undefined
  return new ItemError('E_PMC_MD5', `${name} does not have the checksum that PMC states`)
}
