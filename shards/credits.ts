import { licenceName } from './census.ts'
import type { Sample } from './sample.ts'

export interface Credit {
  article: string
  licence: string
  attribution: string
  pairs: number
}

/** One credit line per article, as CC BY asks for; sorted by article. */
export const createCredits = () => {
  const credits = new Map<string, Credit>()
  const sorted = () => [...credits.values()].sort((a, b) => (a.article < b.article ? -1 : 1))
  return {
    add({ article, licence, attribution }: Pick<Sample, 'article' | 'licence' | 'attribution'>) {
      const credit = credits.get(article)
      if (credit) credit.pairs += 1
      else
        credits.set(article, { article, licence: licenceName(licence.spdx), attribution, pairs: 1 })
    },
    lines: () =>
      sorted()
        .map((credit) => `${JSON.stringify(credit)}\n`)
        .join(''),
    page: (name: string) =>
      [
        `# Credits of ${oneLine(name)}`,
        '',
        'Every picture and caption comes from one of these articles, and was changed as each line says.',
        'Keep this file with any copy.',
        '',
        ...sorted().map(
          ({ article, attribution }) => `- ${escapeMarkdown(attribution)} [${article}]`,
        ),
        '',
      ].join('\n'),
  }
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

/** Titles are other people's text: no markup of theirs may take effect in ours. */
export const escapeMarkdown = (text: string) => oneLine(text).replace(/[\\`*_[\]<>#|]/g, '\\$&')
