import type { Article, Author } from '../../pipeline/types.ts'
import { readLicence, type Statement } from '../licence/index.ts'
import { plainText, richText } from './text.ts'
import { child, childrenNamed, descendants, type XmlNode } from './tree.ts'

/** Abstracts that are no summary of the whole article. */
const otherAbstracts =
  /graphical|teaser|toc|highlight|key-?points|plain|lay|editor|digest|video|web-summary/i

export const readIds = (meta: XmlNode | undefined) => {
  const ids = new Map<string, string>()
  for (const node of childrenNamed(meta, 'article-id')) {
    const type = node.attributes['pub-id-type'] ?? ''
    if (!ids.has(type)) ids.set(type, plainText(node))
  }
  const digits = /^(?:PMC)?(\d+)$/i.exec(ids.get('pmcid') ?? ids.get('pmc') ?? '')?.[1]
  const versioned = /^PMC(\d+)\.(\d+)$/i.exec(ids.get('pmcid-ver') ?? '')
  const number = digits ?? versioned?.[1]
  return {
    pmcid: number === undefined ? null : `PMC${number}`,
    version: versioned && versioned[1] === number ? Number(versioned[2]) : null,
    pmid: /^\d+$/.test(ids.get('pmid') ?? '') ? (ids.get('pmid') ?? null) : null,
    doi:
      /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)?(10\.\S+\/\S+)$/i
        .exec(ids.get('doi') ?? '')?.[1]
        ?.toLowerCase() ?? null,
  }
}

/** Without the marks of its footnotes. */
export const readTitle = (meta: XmlNode | undefined): string => {
  const title = child(child(meta, 'title-group'), 'article-title')
  return title ? plainText(withoutNotes(title)) : ''
}

const withoutNotes = (node: XmlNode): XmlNode => ({
  ...node,
  children: node.children.flatMap((item): (XmlNode | string)[] => {
    if (typeof item === 'string') return [item]
    return item.name === 'xref' || item.name === 'fn' ? [] : [withoutNotes(item)]
  }),
})

export const readJournal = (front: XmlNode | undefined): string => {
  const meta = child(front, 'journal-meta')
  const [title] = descendants(meta, 'journal-title')
  return plainText(title ?? child(meta, 'journal-id'))
}

/** The earliest year of publication that the article states; a deposit is no publication. */
export const readYear = (meta: XmlNode | undefined): number | null => {
  const years = childrenNamed(meta, 'pub-date').flatMap((date) => {
    if (
      /nihms|retract|correct/i.test(
        `${date.attributes['pub-type']} ${date.attributes['date-type']}`,
      )
    )
      return []
    const year = Number(plainText(child(date, 'year')))
    return Number.isInteger(year) && year > 1600 && year < 2200 ? [year] : []
  })
  return years.length > 0 ? Math.min(...years) : null
}

const groups = new Set(['collab', 'contrib-group'])

export const readAuthors = (meta: XmlNode | undefined): Author[] =>
  childrenNamed(meta, 'contrib-group').flatMap((group) =>
    childrenNamed(group, 'contrib')
      .filter(({ attributes }) => (attributes['contrib-type'] ?? 'author') === 'author')
      .flatMap((contrib): Author[] => {
        // The members that a group lists inside `collab` are not authors of their own.
        const [name] = [
          ...descendants(contrib, 'name', groups),
          ...descendants(contrib, 'string-name', groups),
        ]
        if (name) {
          const surname = plainText(child(name, 'surname')) || plainText(name)
          return surname ? [{ surname, given: plainText(child(name, 'given-names')) }] : []
        }
        const group =
          child(contrib, 'collab') ?? child(child(contrib, 'collab-alternatives'), 'collab')
        const members = new Set(['contrib-group', 'aff', 'xref'])
        const collaboration = group
          ? richText(
              group.children.flatMap((item) =>
                typeof item === 'string'
                  ? [{ ...group, name: 'italic', children: [item] }]
                  : members.has(item.name)
                    ? []
                    : [item],
              ),
            ).text
          : ''
        return collaboration ? [{ surname: collaboration, given: '' }] : []
      }),
  )

export const readAbstract = (meta: XmlNode | undefined): string =>
  childrenNamed(meta, 'abstract')
    .filter(({ attributes }) => !otherAbstracts.test(attributes['abstract-type'] ?? ''))
    .map((node) => richText([node]).text)
    .filter((text) => text !== '')
    .join('\n')

const isMesh = ({ attributes }: XmlNode) =>
  /mesh/i.test(`${attributes['kwd-group-type'] ?? ''} ${attributes.vocab ?? ''}`)
const isEnglish = ({ attributes }: XmlNode) => /^en|^$/i.test(attributes.lang ?? '')

const words = (groups: XmlNode[]): string[] => [
  ...new Set(
    groups
      .flatMap((group) => [...descendants(group, 'kwd')].map(plainText))
      .filter((word) => word !== ''),
  ),
]

export const readKeywords = (meta: XmlNode | undefined): Pick<Article, 'keywords' | 'mesh'> => {
  const groups = childrenNamed(meta, 'kwd-group').filter(
    ({ attributes }) => !/abbrev/i.test(attributes['kwd-group-type'] ?? ''),
  )
  return {
    keywords: words(groups.filter((group) => !isMesh(group) && isEnglish(group))),
    mesh: words(groups.filter(isMesh)),
  }
}

export const readSubjects = (meta: XmlNode | undefined): string[] => [
  ...new Set(
    [...descendants(child(meta, 'article-categories'), 'subject')]
      .map(plainText)
      .filter((word) => word !== ''),
  ),
]

/**
 * A retraction notice, or an article that says it was retracted or withdrawn. Surgery retracts and
 * trials withdraw too, so that a title says it only as a mark before a colon or the like.
 */
export const readRetracted = (article: XmlNode, meta: XmlNode | undefined): boolean =>
  /retract|withdraw/i.test(article.attributes['article-type'] ?? '') ||
  /^\W*(?:retracted|withdrawn|retraction|withdrawal)(?: article| note| notice)?\s*[\]):.–—-]/i.test(
    readTitle(meta),
  ) ||
  [...descendants(meta, 'custom-meta')].some(
    (node) =>
      /retracted/i.test(plainText(child(node, 'meta-name'))) &&
      /^(?:yes|true|1)$/i.test(plainText(child(node, 'meta-value'))),
  ) ||
  childrenNamed(meta, 'related-article').some(({ attributes }) =>
    /^(?:retraction-(?:forward|in)|retracted-by|withdrawn-by)$/i.test(
      attributes['related-article-type'] ?? '',
    ),
  )

/** Everything in the main article's own permissions that states a licence. */
export const readStatements = (meta: XmlNode | undefined): Statement[] => {
  const statements: Statement[] = []
  const add = (source: Statement['source'], text: string | undefined) => {
    if (text?.trim()) statements.push({ source, text: text.trim() })
  }
  const addReference = (node: XmlNode) =>
    add('license_ref', plainText(node) || node.attributes['content-type'])
  // The older NLM DTD has no `permissions`: their content stands in `article-meta` itself.
  for (const permissions of [...childrenNamed(meta, 'permissions'), ...(meta ? [meta] : [])]) {
    for (const node of childrenNamed(permissions, 'license_ref')) addReference(node)
    for (const licence of childrenNamed(permissions, 'license')) {
      for (const node of descendants(licence, 'license_ref')) addReference(node)
      add('license_href', licence.attributes.href)
      const links = [...descendants(licence, 'ext-link'), ...descendants(licence, 'uri')]
      const link = links
        .map((node) => node.attributes.href ?? plainText(node))
        .find((href) => href.includes('creativecommons.org'))
      add('ext_link', link)
      add('license_p', plainText(licence))
      const type = licence.attributes['license-type']
      if (type !== undefined && readLicence(type) !== null) add('license_p', type)
    }
    if (childrenNamed(permissions, 'license').length === 0)
      for (const node of childrenNamed(permissions, 'copyright-statement'))
        add('license_p', plainText(node))
  }
  for (const node of descendants(meta, 'custom-meta'))
    if (plainText(child(node, 'meta-name')) === 'pmc-license-ref')
      add('custom_meta', plainText(child(node, 'meta-value')))
  return statements
}

export const readCopyright = (meta: XmlNode | undefined): string | null =>
  plainText(child(child(meta, 'permissions'), 'copyright-statement')) ||
  plainText(child(meta, 'copyright-statement')) ||
  null
