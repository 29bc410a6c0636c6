import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { FatalError } from '../pipeline/errors.ts'

const Entry = z.object({
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Further files the model needs (vocabulary, tables), each with its checksum. */
  files: z.record(z.string(), z.object({ file: z.string(), sha256: z.string() })).default({}),
  licence: z.string(),
  task: z.string(),
  input: z.string(),
  output: z.string(),
  trained_on: z.array(z.string()),
  scores: z.record(z.string(), z.unknown()),
  card: z.string(),
  /** What the code needs to know to run it: sizes, labels, thresholds. Part of the stage version. */
  settings: z.record(z.string(), z.unknown()).default({}),
})
const Manifest = z.object({ models: z.record(z.string(), Entry) })

export type ModelEntry = z.infer<typeof Entry>

export const defaultModelFolder = dirname(fileURLToPath(import.meta.url))

/** All models of a folder. @throws FatalError `E_MODEL_MANIFEST` when the manifest is unreadable. */
export const readManifest = (folder = defaultModelFolder): Record<string, ModelEntry> => {
  const path = join(folder, 'manifest.json')
  try {
    return Manifest.parse(JSON.parse(readFileSync(path, 'utf8'))).models
  } catch (cause) {
    throw new FatalError(
      'E_MODEL_MANIFEST',
      `cannot read ${path}: is the models folder complete?`,
      {
        cause,
      },
    )
  }
}

export const modelPath = (file: string, folder = defaultModelFolder) => resolve(folder, file)

export const fileSha256 = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
