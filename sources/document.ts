/** Files that may hold a JATS article. */
export const isDocument = (name: string): boolean => /\.(xml|nxml)$/i.test(name)

export const isPdf = (name: string): boolean => /\.pdf$/i.test(name)

/** What stands alone: pages of educational sites, saved with their pictures, and PDFs. */
export const isPage = (name: string): boolean => /\.html?$/i.test(name) || isPdf(name)

/** Roots of XML that is surely something else. */
const otherRoots =
  /^(svg|html|rss|feed|project|plist|xsl:stylesheet|xs:schema|coverage|testsuites?|oa|error)$/i

/**
 * Whether XML bytes may hold an article: anything whose root element is not surely something else,
 * because a broken document must be counted, not passed over.
 */
export const looksLikeArticle = (bytes: Uint8Array): boolean => {
  const start = Buffer.from(bytes.subarray(0, 8192)).toString('utf8')
  const root = /<([A-Za-z][\w:.-]*)/.exec(
    start.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^[>]*(\[[\s\S]*?\])?[^>]*>/gi, ''),
  )?.[1]
  return root === undefined || !otherRoots.test(root)
}

/** Whether the root is one article, so that nothing needs counting. */
export const isSingleArticle = (bytes: Uint8Array): boolean =>
  /<article[\s>]/.test(Buffer.from(bytes.subarray(0, 8192)).toString('utf8')) &&
  !/<(pmc-articleset|OAI-PMH)[\s>]/.test(Buffer.from(bytes.subarray(0, 8192)).toString('utf8'))
