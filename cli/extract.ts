import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { readConfig } from '../pipeline/config.ts'
import { toHistocorpusError } from '../pipeline/errors.ts'
import { listArticles } from '../sources/list.ts'
import { openArticle } from '../sources/open.ts'
import { listPmc, openPmc } from '../sources/pmc/index.ts'
import { writeError, writeLine } from './jsonl.ts'

export const extractCommand = () =>
  new Command('extract')
    .description('List the figures of articles with captions and mentions; one JSON line a figure.')
    .argument('<input...>', 'folders, archives, .xml/.nxml, .html, .pdf, pmc:PMC123, pmc:@ids.txt')
    .addHelpText('after', '\nExample:\n  $ histocorpus extract article.xml')
    .action(async (inputs: string[]) => {
      const scratch = await mkdtemp(join(tmpdir(), 'histocorpus-'))
      const config = readConfig()
      try {
        const listed = listArticles(inputs, {
          stageDirectory: scratch,
          listPmc: (query) => listPmc(query, { config }),
        })
        for await (const item of listed) {
          if (item.kind === 'problem') {
            await writeError({ article: item.key }, item.error)
            continue
          }
          try {
            await extract(item.ref, scratch, config)
          } catch (thrown) {
            await writeError({ article: item.key }, toHistocorpusError(thrown))
          }
        }
      } finally {
        await rm(scratch, { recursive: true, force: true })
      }
    })

const extract = async (
  ref: Parameters<typeof openArticle>[0],
  cache: string,
  config: ReturnType<typeof readConfig>,
) => {
  const open = await openArticle(ref, {
    openPmc: (pmcid, options) => openPmc(pmcid, { ...options, cache, config }),
  })
  try {
    for (const figure of open.article.figures)
      await writeLine({
        article: open.article.article_id,
        figure_id: figure.figure_id,
        label: figure.label,
        caption: figure.caption,
        file: figure.file,
        href: figure.href,
        licence: open.article.licence.spdx,
        mentions: figure.mentions,
        third_party: figure.third_party,
        ...(figure.page === undefined ? {} : { page: figure.page }),
      })
  } finally {
    await open.close()
  }
}
