import { ItemError } from '../../pipeline/errors.ts'
import { sha256 } from '../../pipeline/ids.ts'
import type { Article } from '../../pipeline/types.ts'
import { decideLicence, type Statement } from '../licence/index.ts'
import { readFigures } from './figures.ts'
import type { Resolve } from './graphics.ts'
import { readMentions } from './mentions.ts'
import {
  readAbstract,
  readAuthors,
  readCopyright,
  readIds,
  readJournal,
  readKeywords,
  readRetracted,
  readStatements,
  readSubjects,
  readTitle,
  readYear,
} from './metadata.ts'
import { parseXml } from './recover.ts'
import { child, descendants, type XmlNode } from './tree.ts'

export type { Resolve }

export interface JatsOptions {
  /** Finds the shipped file of an href. Default: nothing was shipped. */
  resolve?: Resolve
  /** Which article of a wrapper (`pmc-articleset`, OAI-PMH). */
  index?: number
  /** What else states a licence: PMC's JSON, an operator. */
  statements?: readonly Statement[]
  origin?: string
}

/**
 * Reads one article from JATS bytes (Archiving, Publishing and the older NLM DTDs).
 * @throws ItemError `E_XML` no article in it, `E_XML_SIZE`, `E_XML_DEPTH`
 */
export const parseJats = (bytes: Uint8Array, options: JatsOptions = {}): Article => {
  const { resolve = () => null, index = 0, statements = [], origin = 'xml' } = options
  const { root, warnings } = parseXml(bytes)
  const article = articlesIn(root)[index]
  if (!article)
    throw new ItemError(
      'E_XML',
      'no <article> can be read from the XML: is it JATS, and is it whole?',
    )
  const front = child(article, 'front') ?? article
  const meta = child(front, 'article-meta')
  const ids = readIds(meta)
  const document_sha256 = sha256(bytes)
  const licence = decideLicence([...statements, ...readStatements(meta)])
  const found = readFigures(article, resolve, licence)
  const mentions = readMentions(article, found)
  return {
    article_id: articleId(ids, index === 0 ? document_sha256 : `${document_sha256}#${index}`),
    ...ids,
    title: readTitle(meta),
    journal: readJournal(front),
    year: readYear(meta),
    authors: readAuthors(meta),
    article_type: article.attributes['article-type'] ?? null,
    language: article.attributes.lang?.toLowerCase() ?? null,
    abstract: readAbstract(meta),
    ...readKeywords(meta),
    subjects: readSubjects(meta),
    licence,
    copyright: readCopyright(meta),
    retracted: readRetracted(article, meta),
    origin,
    document_sha256,
    warnings,
    figures: found.map(({ source }, position) => ({
      ...source,
      mentions: mentions[position] ?? [],
    })),
  }
}

/** How many articles a document holds: one, or as many as its wrapper has. */
export const countArticles = (bytes: Uint8Array): number => articlesIn(parseXml(bytes).root).length

const articlesIn = (root: XmlNode): XmlNode[] => [
  ...descendants(root, 'article', new Set(['article'])),
]

/** `PMC123.1`, `PMC123` when no version is stated, `doi:…`, or the document's checksum. */
export const articleId = (
  { pmcid, version, doi }: Pick<Article, 'pmcid' | 'version' | 'doi'>,
  document: string,
): string => {
  if (pmcid) return version === null ? pmcid : `${pmcid}.${version}`
  return doi ? `doi:${doi}` : `sha256:${document}`
}
