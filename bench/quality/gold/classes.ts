import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Part } from '../task.ts'

const Common = z.object({
  id: z.string(),
  source: z.string(),
  article_id: z.string(),
  article_title: z.string().default(''),
  abstract: z.string().default(''),
  caption: z.string(),
  synthetic: z.boolean(),
  note: z.string().default(''),
})
const SpeciesGold = Common.extend({
  keywords: z.array(z.string()).default([]),
  label: z.enum(['human', 'nonhuman', 'mixed', 'unclear']),
  caption_only_label: z.enum(['human', 'nonhuman', 'mixed', 'unclear']),
  material: z.string(),
  trap: z.string().default(''),
})
const StainGold = Common.extend({ stains: z.array(z.string()), topic: z.string() })

/** With the family of its trap; real records have none. */
export type SpeciesGold = z.infer<typeof SpeciesGold> & { family: string }
export type StainGold = z.infer<typeof StainGold>

/**
 * Synthetic traps are kept or frozen a whole family at a time: two captions about antibody hosts
 * are not independent. Families are read off the annotator's `trap` field, first match wins.
 */
const families: [string, RegExp][] = [
  ['xenograft', /xeno|\bpdx\b|graft|chimer|humani[sz]ed|\bcam\b|chorioallant/i],
  ['antibody', /antibod|secondary|\bser(um|a)\b|monoclonal|polyclonal|\bhost\b|conjugate/i],
  ['reagent', /reagent|collagen|gelatin|album|medium|matrigel|peroxidase|lectin|enzyme|toxin/i],
  ['gene', /gene|protein|transcript|receptor|marker/i],
  ['cell line', /cell line|\bline\b|cells?\b|organoid|culture/i],
  ['strain', /strain|breed|knockout|transgen|genotype|embryonic day|\bpups?\b/i],
  ['organism', /latin|species|parasit|worm|fung|bacter|virus|plant|insect|zebrafish|fly\b|plant/i],
  ['disease', /disease|fever|lung|flu\b|syndrome|pox|disorder|lesion|eponym|bite|occupation/i],
  ['figure of speech', /sign|shape|name|word|chest|neck|eye|tigroid|pattern|look|unit|place/i],
]

const familyOf = (trap: string): string =>
  families.find(([, pattern]) => pattern.test(trap))?.[0] ?? trap

const third = (key: string): 'dev' | 'frozen' =>
  parseInt(createHash('sha256').update(key).digest('hex').slice(0, 8), 16) % 3 === 0
    ? 'frozen'
    : 'dev'

/** Where the gold captions lie beside a checkout of this repository. */
export const goldFolder = (data = '../shared/data'): string => join(data, 'captions')
export const goldExists = (folder = goldFolder()): boolean =>
  existsSync(join(folder, 'gold_species.jsonl'))

const inPart = (own: 'dev' | 'frozen', asked: Part): boolean => asked === 'all' || own === asked

const read = <T>(schema: z.ZodType<T>, folder: string, files: string[]): T[] =>
  files.flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => schema.parse(JSON.parse(line))),
  )

/**
 * Hand-made species truth. Real records are split by article, so that no article is in both parts;
 * `frozen` is the third no rule, threshold or model was fitted on.
 */
export const speciesGold = (part: Part, folder = goldFolder()): SpeciesGold[] => {
  const records = read(SpeciesGold, folder, ['gold_species.jsonl', 'gold_species_more.jsonl'])
  let previous = ''
  return records
    .map((record) => {
      if (!record.synthetic) return { ...record, family: '' }
      // The annotator writes some traps as pairs: the second takes the family of the first.
      const family = /previous/.test(record.trap) ? previous : familyOf(record.trap)
      previous = family
      return { ...record, family }
    })
    .filter(({ synthetic, family, article_id }) =>
      inPart(synthetic ? third(`trap:${family}`) : partOfArticle(article_id), part),
    )
}

/** Synthetic records of one batch of neighbours share a key. */
const neighbours = ({ id }: StainGold): string =>
  id.replace(/\d+$/, (n) => String(Math.floor(Number(n) / 8)))

/** Hand-made stain and topic truth; synthetic records are split by id, eight neighbours at a time. */
export const stainGold = (part: Part, folder = goldFolder()): StainGold[] =>
  read(StainGold, folder, ['gold_stain_topic.jsonl', 'gold_stain_topic_more.jsonl']).filter(
    (record) =>
      record.synthetic
        ? inPart(third(`stain:${neighbours(record)}`), part)
        : inPart(partOfArticle(record.article_id), part),
  )

/** Part an article falls into; training on article text must leave frozen articles out too. */
export const partOfArticle = (article: string): 'dev' | 'frozen' => third(`article:${article}`)
