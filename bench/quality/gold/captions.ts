import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Panel = z.object({ labels: z.array(z.string()), subcaption: z.string(), full: z.string() })
const Record = z.object({
  id: z.string(),
  source: z.string(),
  article_id: z.string(),
  caption: z.string(),
  multi: z.boolean(),
  panels: z.array(Panel),
  style: z.string(),
  note: z.string().nullable().optional(),
})
export type Gold = z.infer<typeof Record> & { file: string }

export type CaptionPart = 'train' | 'tune' | 'frozen'

/** Where a record belongs, by its article alone: a third is frozen, two ninths tune, the rest trains. */
export const partOf = (article: string): CaptionPart => {
  const hash = createHash('sha256').update(`splitter:${article}`).digest('hex')
  const ninth = Number.parseInt(hash.slice(0, 8), 16) % 9
  return ninth % 3 === 0 ? 'frozen' : ninth === 1 || ninth === 5 ? 'tune' : 'train'
}

const files = ['gold_split', 'gold_split_more1', 'gold_split_more2']

/** Gold captions of one part; the frozen part is read for the final report only. */
export const readGold = (folder: string, part: CaptionPart): Gold[] =>
  files
    .filter((file) => existsSync(join(folder, `${file}.jsonl`)))
    .flatMap((file) =>
      readFileSync(join(folder, `${file}.jsonl`), 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => ({ ...Record.parse(JSON.parse(line)), file })),
    )
    .filter((record) => partOf(record.article_id) === part)
