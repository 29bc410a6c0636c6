import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { detectPanels } from '../detectors/index.ts'
import { readConfig } from '../pipeline/config.ts'
import { ItemError, toHistocorpusError } from '../pipeline/errors.ts'
import { decodeImage } from '../pipeline/image.ts'
import { writeError, writeLine } from './jsonl.ts'

export const detectCommand = () =>
  new Command('detect')
    .description('Find the panels of figures; one JSON line an image.')
    .argument('<image...>', 'image files')
    .option('--models <dir>', 'folder with a manifest.json of models')
    .addHelpText('after', '\nExample:\n  $ histocorpus detect figure1.jpg figure2.png')
    .action(async (images: string[], { models = readConfig().models }: { models?: string }) => {
      for (const image of images) {
        try {
          const pixels = await decodeImage(await read(image))
          const panels = await detectPanels(pixels, models === undefined ? {} : { models })
          const { width, height } = pixels
          await writeLine({
            ...{ image, width, height },
            panels: panels.map(({ bbox, kind, stain, score, label }) => ({
              ...{ bbox, kind, stain, score, label },
            })),
          })
        } catch (thrown) {
          await writeError({ image }, toHistocorpusError(thrown))
        }
      }
    })

const read = (path: string) =>
  readFile(path).catch((cause: unknown) => {
    throw new ItemError('E_FILE', `cannot read ${path}: does the file exist?`, { cause })
  })
