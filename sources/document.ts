import { posix } from 'node:path'

/** What the system keeps for itself: `._a.xml`, `__MACOSX/a.xml`. */
const isHidden = (name: string): boolean =>
  posix.basename(name).startsWith('.') || /(^|\/)__MACOSX\//.test(name)

/** Files that may hold a JATS article. */
export const isDocument = (name: string): boolean => /\.(xml|nxml)$/i.test(name) && !isHidden(name)

export const isPdf = (name: string): boolean => /\.pdf$/i.test(name)

/** What stands alone: pages of educational sites, saved with their pictures, and PDFs. */
export const isPage = (name: string): boolean =>
  (/\.html?$/i.test(name) || isPdf(name)) && !isHidden(name)

/** As much of a document as {@link looksLikeArticle} needs. */
export const headBytes = 8192

/** Elements that may hold articles: answers of eFetch and OAI-PMH, and collections made of them. */
const wrapper = /^(pmc-articleset|oai-pmh|articles|articleset|article-set|collection|records?)$/i

const rootOf = (head: Uint8Array): { name: string; complete: boolean } | null => {
  const utf16 = head[0] === 0xff || head[0] === 0xfe || head[0] === 0 || head[1] === 0
  const start = Buffer.from(head.subarray(0, headBytes))
    .toString('latin1')
    .replace(utf16 ? /\0/g : /$^/, '')
  const match = /<([A-Za-z][\w:.-]*)([^>]*>)?/.exec(
    start.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^[>]*(\[[\s\S]*?\])?[^>]*>/gi, ''),
  )
  if (!match?.[1]) return null
  return { name: match[1].replace(/^.*:/, ''), complete: match[2] !== undefined }
}

/**
 * Whether the head of an XML file may begin an article: `article` or a wrapper, or something so
 * broken that nobody can tell, because what is broken must be counted and not passed over. An HTML
 * page is a download that went wrong.
 */
export const looksLikeArticle = (head: Uint8Array): boolean => {
  const root = rootOf(head)
  if (root === null || !root.complete) return true
  return /^(article|html)$/i.test(root.name) || wrapper.test(root.name)
}

/** Whether the root is one article, so that nothing needs counting. */
export const isSingleArticle = (head: Uint8Array): boolean => rootOf(head)?.name === 'article'
