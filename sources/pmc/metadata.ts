import { z } from 'zod'
import { ItemError, RetryError } from '../../pipeline/errors.ts'
import type { Client } from './client.ts'

/** A missing flag means unknown, never false. */
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? null)

const address = z
  .string()
  .regex(/^s3:\/\//)
  .nullish()

/** What the bucket says about one article version, beside its files. */
const MetadataShape = z.object({
  pmcid: z.string(),
  version: z.number(),
  pmid: z.coerce.string().nullish(),
  doi: z.string().nullish(),
  title: z.string().nullish(),
  citation: z.string().nullish(),
  is_pmc_openaccess: flag,
  is_manuscript: flag,
  is_historical_ocr: flag,
  is_retracted: flag,
  license_code: z.string().nullish(),
  xml_url: address,
  media_urls: z.array(z.string()).nullish(),
})

/** One object of the bucket, by the checksum that the metadata states. */
export interface Source {
  key: string
  /** File name: the last part of the key. */
  name: string
  md5: string | null
}

export interface Metadata extends z.infer<typeof MetadataShape> {
  xml: Source | null
  media: Source[]
}

/**
 * Reads `s3://bucket/key?md5=…`. Only the key is used: the host is always the configured one.
 * A key may hold `?` or `#` of a file name; the checksum is what follows the last `?md5=`.
 */
export const parseAddress = (text: string): Source | null => {
  const match = /^s3:\/\/[^/]+\/(.+?)(?:\?md5=([0-9a-fA-F]{32}))?$/s.exec(text)
  const key = match?.[1]
  const name = key?.slice(key.lastIndexOf('/') + 1)
  if (!key || !name) return null
  return { key, name, md5: match[2]?.toLowerCase() ?? null }
}

/** The address of a key below the configured base URL, percent-encoded part by part. */
export const urlOf = (base: URL, key: string): URL => {
  const url = new URL(base)
  const path = key.split('/').map(encodeURIComponent).join('/')
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`
  return url
}

const looksLikeHtml = (text: string): boolean => /^\s*(?:<!doctype html|<html)/i.test(text)

/** Whether bytes are an HTML page, as a proxy or an outage sends instead of the object. */
export const isHtml = (bytes: Uint8Array): boolean =>
  looksLikeHtml(Buffer.from(bytes.subarray(0, 256)).toString('latin1'))

/**
 * Metadata of one version, checked to be of the article that was asked for.
 * @throws RetryError `E_PMC_METADATA` when the answer is something else
 */
export const readMetadata = async (
  client: Client,
  base: URL,
  { pmcid, version, signal }: { pmcid: string; version: number; signal?: AbortSignal | undefined },
): Promise<Metadata> => {
  const name = `${pmcid}.${version}`
  const response = await client
    .get(urlOf(base, `metadata/${name}.json`), { signal })
    .catch((thrown: unknown) => {
      // The same record lies beside the article's files; either may appear first.
      if (!(thrown instanceof ItemError) || thrown.code !== 'E_PMC_MISSING') throw thrown
      return client.get(urlOf(base, `${name}/${name}.json`), { signal })
    })
  const text = await response.text()
  const parsed = MetadataShape.safeParse(parseJson(text))
  if (!parsed.success || parsed.data.pmcid !== pmcid || parsed.data.version !== version)
    throw new RetryError(
      'E_PMC_METADATA',
      looksLikeHtml(text)
        ? `an HTML page came instead of the metadata of ${name}: is there a proxy in between?`
        : `what came is not the metadata of ${name}`,
    )
  const { xml_url, media_urls } = parsed.data
  /** A file of another prefix is not this article's, whatever the record says. */
  const ownFile = (source: Source | null) =>
    source?.key === `${name}/${source?.name}` ? source : null
  return {
    ...parsed.data,
    xml: ownFile(xml_url ? parseAddress(xml_url) : null),
    media: (media_urls ?? []).flatMap((address) => ownFile(parseAddress(address)) ?? []),
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
