import { Command } from 'commander'
import { z } from 'zod'
import { readConfig } from '../pipeline/config.ts'
import { splitCaption } from '../splitters/index.ts'
import { answerLines } from './jsonl.ts'

const Line = z.object({ id: z.unknown(), caption: z.string() })

export const splitCommand = () =>
  new Command('split')
    .description('Split captions from stdin into sub-captions; one JSON line each.')
    .option('--models <dir>', 'folder with a manifest.json of models')
    .addHelpText(
      'after',
      `
Example:
  $ echo '{"id":1,"caption":"Colon. (A) H&E. (B) PAS."}' | histocorpus split`,
    )
    .action(({ models = readConfig().models }: { models?: string }) =>
      answerLines(Line, ({ caption }) =>
        splitCaption(caption, models === undefined ? {} : { models }),
      ),
    )
