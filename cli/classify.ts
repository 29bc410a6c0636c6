import { Command } from 'commander'
import { z } from 'zod'
import { readConfig } from '../pipeline/config.ts'
import { createPlan } from '../pipeline/plan.ts'
import { decided } from '../pipeline/stage.ts'
import type { ClassifyInput } from '../pipeline/types.ts'
import { answerLines } from './jsonl.ts'

const text = z.string().nullish()
const texts = z.union([z.array(z.string()), z.string().transform((one) => [one])]).nullish()
const Line = z.object({
  id: z.unknown(),
  caption: z.string(),
  figure_caption: text,
  title: text,
  abstract: text,
  keywords: texts,
  mesh: texts,
  subjects: texts,
  mentions: texts,
})

export const classifyCommand = () =>
  new Command('classify')
    .description('Species, stains and topic of captions from stdin; one JSON line each.')
    .option('--models <dir>', 'folder with a manifest.json of models')
    .addHelpText(
      'after',
      `
Example:
  $ echo '{"id":1,"caption":"Biopsy of the colon, H&E.","title":"A case"}' | histocorpus classify`,
    )
    .action(({ models = readConfig().models }: { models?: string }) => {
      const { pair } = createPlan(models === undefined ? {} : { models })
      return answerLines(Line, async ({ id: _, ...line }) => {
        const input = present(line)
        const { verdict, evidence } = decided(await pair.species.run(input, {}))
        const { stains } = decided(await pair.stain.run(input, {}))
        const { topic } = decided(await pair.topic.run(input, {}))
        return { species: { verdict, evidence }, stains, topic }
      })
    })

const present = (line: { caption: string } & Record<string, unknown>): ClassifyInput => ({
  caption: line.caption,
  ...Object.fromEntries(
    Object.entries(line).filter(([, value]) => value !== null && value !== undefined),
  ),
})
