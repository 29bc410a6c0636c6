import type { Article } from './types.ts'

/** Authors named before "et al." */
const namedAuthors = 3

/** Address of an article that a person can open. */
export const articleUrl = ({ doi, pmcid }: Pick<Article, 'doi' | 'pmcid'>): string | null => {
  if (doi) return `https://doi.org/${doi}`
  return pmcid ? `https://pmc.ncbi.nlm.nih.gov/articles/${pmcid}/` : null
}

/**
 * The credit line that CC BY 4.0 §3(a)(1) asks for: creators, title, source, licence, and that the
 * material was changed.
 */
export const attributionLine = (article: Omit<Article, 'figures'>): string => {
  const names = article.authors.map(({ surname, given }) => `${surname} ${given}`.trim())
  const authors =
    names.length > namedAuthors
      ? `${names.slice(0, namedAuthors).join(', ')} et al.`
      : names.join(', ')
  const where = [article.journal, article.year].filter(Boolean).join(' ')
  const parts = [authors, article.title, where, articleUrl(article), article.licence.spdx]
  const line = parts.filter(Boolean).join('. ').replace(/\.\. /g, '. ')
  return `${line}. Modified: panel cut out of its figure, sub-caption cut out of its caption.`
}
