/**
 * Weak labels for trainer/curation/text: what the rules read in every caption beside the checkout,
 * with the places of the evidence so that training can hide it. Gold articles, dev and frozen, are
 * left out whole.
 *
 *   npx tsx trainer/curation/text/weak-labels.ts [--data ../shared/data] > .training/text/weak.jsonl
 */

import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import {
  goldFolder,
  partOfArticle,
  speciesGold,
  stainGold,
} from '../../../bench/quality/gold/classes.ts'
import { readSpecies, ruleVerdict } from '../../../filters/species/decide.ts'
import { readStains } from '../../../filters/stain/read.ts'
import type { ClassifyInput } from '../../../pipeline/types.ts'
import { readTopics, ruleTopic } from '../../../topics/read.ts'

const { values } = parseArgs({ options: { data: { type: 'string', default: '../shared/data' } } })
const folder = goldFolder(values.data)

const Article = z.object({
  article_id: z.string(),
  title: z.string(),
  abstract: z.string().default(''),
  keywords: z.array(z.string()).default([]),
  subjects: z.array(z.string()).default([]),
})
const Caption = z.object({ article_id: z.string(), caption: z.string() })

const articles = new Map(
  readFileSync(join(folder, 'jats_articles.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => Article.parse(JSON.parse(line)))
    .map((article) => [article.article_id, article]),
)
const gold = new Set(
  (['dev', 'frozen'] as const).flatMap((part) =>
    [...speciesGold(part, folder), ...stainGold(part, folder)]
      .filter((record) => !record.synthetic)
      .map((record) => record.article_id),
  ),
)

for (const file of ['jats_captions.jsonl', 'roco_captions.jsonl']) {
  const lines = createInterface({ input: createReadStream(join(folder, file)) })
  for await (const line of lines) {
    const { article_id, caption } = Caption.parse(JSON.parse(line))
    if (gold.has(article_id) || partOfArticle(article_id) === 'frozen' || caption.length < 15)
      continue
    const article = articles.get(article_id)
    const input: ClassifyInput = {
      caption,
      ...(article && {
        title: article.title,
        abstract: article.abstract,
        keywords: article.keywords,
        subjects: article.subjects,
      }),
    }
    const reading = readSpecies(input)
    const topics = readTopics(input)
    process.stdout.write(
      `${JSON.stringify({
        article_id,
        caption,
        title: article?.title ?? '',
        abstract: article?.abstract.slice(0, 900) ?? '',
        species: ruleVerdict(reading),
        caption_support: reading.caption,
        context_support: reading.context,
        spans: reading.finds
          .filter((find) => find.field === 'caption')
          .map(({ start, end, side, weight }) => [start, end, side, weight]),
        title_spans: reading.finds
          .filter((find) => find.field === 'title')
          .map(({ start, end, side, weight }) => [start, end, side, weight]),
        abstract_spans: reading.finds
          .filter((find) => find.field === 'abstract')
          .map(({ start, end, side, weight }) => [start, end, side, weight]),
        stains: readStains(caption),
        topic: ruleTopic(topics),
        caption_topic: ruleTopic(readTopics({ caption })),
        title_topic: ruleTopic(readTopics({ caption: article?.title ?? '' })),
      })}\n`,
    )
  }
}
