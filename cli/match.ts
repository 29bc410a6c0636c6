import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { z } from 'zod'
import { detectPanels } from '../detectors/index.ts'
import { matchPanels } from '../matchers/index.ts'
import { readConfig } from '../pipeline/config.ts'
import { ItemError } from '../pipeline/errors.ts'
import { createGraphic } from '../pipeline/graphic.ts'
import { splitCaption } from '../splitters/index.ts'
import { answerLines } from './jsonl.ts'

const Line = z.object({ id: z.unknown(), image: z.string(), caption: z.string() })

export const matchCommand = () =>
  new Command('match')
    .description('Pair the histology panels of figures from stdin with their sub-captions.')
    .option('--models <dir>', 'folder with a manifest.json of models')
    .addHelpText(
      'after',
      `
Example:
  $ echo '{"id":1,"image":"figure1.jpg","caption":"(A) H&E. (B) PAS."}' | histocorpus match`,
    )
    .action(({ models = readConfig().models }: { models?: string }) =>
      answerLines(Line, async ({ image, caption }) => {
        const from = models === undefined ? {} : { models }
        const bytes = await readFile(image).catch((cause: unknown) => {
          throw new ItemError('E_FILE', `cannot read ${image}: does the file exist?`, { cause })
        })
        const graphic = createGraphic(bytes)
        const pixels = await graphic.image()
        const { width, height } = pixels
        const panels = await detectPanels(pixels, from)
        const split = await splitCaption(caption, from)
        const matches = await matchPanels(
          {
            image: graphic.image,
            image_sha256: graphic.sha256,
            width,
            height,
            panels,
            split,
            caption,
          },
          from,
        )
        return {
          pairs: matches.map(({ panel, labels, caption: text, score, evidence, flag }) => ({
            ...{ bbox: panels[panel]?.bbox, labels, caption: text, score, evidence, flag },
          })),
        }
      }),
    )
