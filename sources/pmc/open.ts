import { join } from 'node:path'
import { ItemError } from '../../pipeline/errors.ts'
import { parseJats } from '../jats/index.ts'
import type { OpenArticle } from '../open.ts'
import { createResolver } from '../resolve.ts'
import { type Choice, chooseVersion, type VersionRule } from './choose.ts'
import type { Client } from './client.ts'
import { download } from './download.ts'
import { normalisePmcid } from './id.ts'
import { readMetadata } from './metadata.ts'
import { listBucket } from './s3.ts'
import { connect, type PmcOptions } from './settings.ts'

export interface OpenPmcOptions extends PmcOptions {
  /** Folder for downloads, kept so that a second run fetches nothing again. */
  cache: string
}

/** Largest file that is fetched: PMC's web pictures stay below 20 MB. */
const mostBytes = 128 * 2 ** 20

/** Rules that say something about the choice; the others had nothing to choose from. */
const silentRules: readonly VersionRule[] = ['given', 'only']

/**
 * Opens one article of the PMC Cloud Service: the best of its versions, its XML, and its pictures
 * when they are asked for. The licence of the JSON is the first evidence, that of the XML the
 * second; the rule that chose the version is among the article's warnings as `version_<rule>`.
 * @param id `PMC123`, or `PMC123.2` for that version
 * @throws ItemError `E_PMC_MISSING` unknown id; `E_PMC_NO_XML`; what `download` throws
 */
export const openPmc = async (id: string, options: OpenPmcOptions): Promise<OpenArticle> => {
  const { client, bucket } = connect(options)
  const { signal } = options
  const wanted = normalisePmcid(id)
  if (wanted === null) throw new ItemError('E_PMC_ID', `"${id}" is no PMCID`)
  const { metadata, rule } = await findVersion(wanted, { client, bucket, signal })
  const { pmcid, version, media } = metadata
  const name = `${pmcid}.${version}`
  if (!metadata.xml)
    throw new ItemError('E_PMC_NO_XML', `PMC has no XML of ${name}: nothing to read`)
  const fetching = {
    ...{ client, base: bucket, maxBytes: mostBytes, signal },
    // Three digits between, since a file system does not like a million folders in one.
    folder: join(options.cache, 'pmc', pmcid.slice(3).slice(-3).padStart(3, '0'), name),
  }
  const bytes = await download(metadata.xml, fetching)
  const sources = new Map(media.map((source) => [source.name, source]))
  const code = metadata.license_code
  const article = parseJats(bytes, {
    resolve: createResolver(sources.keys()),
    statements: code ? [{ source: 'json', text: code }] : [],
    origin: 'pmc',
  })
  return {
    article: {
      ...article,
      ...{ article_id: name, pmcid, version },
      doi: article.doi ?? metadata.doi?.toLowerCase() ?? null,
      pmid: article.pmid ?? metadata.pmid ?? null,
      title: article.title || (metadata.title ?? ''),
      retracted: article.retracted || metadata.is_retracted === true,
      warnings: silentRules.includes(rule)
        ? article.warnings
        : [...article.warnings, `version_${rule}`],
    },
    async read(file) {
      const source = sources.get(file)
      if (!source) throw new ItemError('E_FILE', `${file} is not among the files of ${name}`)
      return download(source, fetching)
    },
    close: async () => undefined,
  }
}

const findVersion = async (
  id: string,
  { client, bucket, signal }: { client: Client; bucket: URL; signal: AbortSignal | undefined },
): Promise<Choice> => {
  const [pmcid = id, given] = id.split('.')
  const read = (version: number) => readMetadata(client, bucket, { pmcid, version, signal })
  if (given !== undefined) return { metadata: await read(Number(given)), rule: 'given' }
  const versions: number[] = []
  // The dot keeps PMC1 from matching PMC10.
  for await (const { prefixes } of listBucket(client, bucket, {
    ...{ prefix: `${pmcid}.`, delimiter: '/' },
    ...(signal ? { signal } : {}),
  }))
    for (const prefix of prefixes) {
      const version = /\.(\d+)\/$/.exec(prefix)?.[1]
      if (version !== undefined) versions.push(Number(version))
    }
  const found = await Promise.all(versions.sort((a, b) => a - b).map(read))
  const choice = chooseVersion(found)
  if (choice) return choice
  throw new ItemError('E_PMC_MISSING', `${pmcid} is not in the PMC Cloud Service: is the id right?`)
}
