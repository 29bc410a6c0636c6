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
    .option('--model <name>', 'entry of it that splits: caption-tagger, caption-lm or your own')
    .addHelpText(
      'after',
      `
Example:
  $ echo '{"id":1,"caption":"Colon. (A) H&E. (B) PAS."}' | histocorpus split
  $ histocorpus split --model caption-lm < captions.jsonl     # the paper's way: a causal LM`,
    )
    .action(({ models = readConfig().models, model }: { models?: string; model?: string }) => {
      const options = {
        ...(models === undefined ? {} : { models }),
        ...(model === undefined ? {} : { model }),
      }
      return answerLines(Line, ({ caption }) => splitCaption(caption, options))
    })
