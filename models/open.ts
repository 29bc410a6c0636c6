import type { InferenceSession } from 'onnxruntime-node'
import { FatalError } from '../pipeline/errors.ts'
import {
  defaultModelFolder,
  fileSha256,
  type ModelEntry,
  modelPath,
  readManifest,
} from './manifest.ts'
import { openSession } from './session.ts'

export interface Model {
  name: string
  /** First 12 characters of the SHA-256 of everything that shapes its output. */
  hash: string
  settings: ModelEntry['settings']
  session: InferenceSession
  /** Path of a further file named in the manifest. */
  path(key: string): string
}

const opened = new Map<string, Promise<Model>>()

/**
 * Opens a shipped or configured model once per process and checks its checksum.
 * @throws FatalError `E_MODEL_MISSING`, `E_MODEL_CHECKSUM` or `E_MODEL_LOAD`, each with the remedy.
 */
export const openModel = (name: string, folder = defaultModelFolder): Promise<Model> => {
  const key = `${folder}\n${name}`
  let model = opened.get(key)
  if (!model) {
    model = load(name, folder)
    opened.set(key, model)
  }
  return model
}

/** Hash of a model without loading it: what a stage puts into its version. */
export const modelHash = (name: string, folder = defaultModelFolder): string => {
  const entry = entryOf(name, folder)
  const parts = [
    entry.sha256,
    ...Object.values(entry.files)
      .map((file) => file.sha256)
      .sort(),
  ]
  return parts.map((hash) => hash.slice(0, parts.length > 1 ? 8 : 12)).join('.')
}

const entryOf = (name: string, folder: string): ModelEntry => {
  const entry = readManifest(folder)[name]
  if (entry) return entry
  throw new FatalError('E_MODEL_MISSING', `no model "${name}" in ${folder}/manifest.json`)
}

const load = async (name: string, folder: string): Promise<Model> => {
  const entry = entryOf(name, folder)
  const files = [entry, ...Object.values(entry.files)]
  for (const { file, sha256 } of files) {
    const path = modelPath(file, folder)
    const found = await fileSha256(path).catch((cause: unknown) => {
      throw new FatalError('E_MODEL_MISSING', `model file ${path} is missing`, { cause })
    })
    if (found !== sha256)
      throw new FatalError('E_MODEL_CHECKSUM', `model file ${path} differs from the manifest`)
  }
  try {
    const session = await openSession(modelPath(entry.file, folder))
    const path = (key: string) => {
      const extra = entry.files[key]
      if (!extra) throw new FatalError('E_MODEL_MISSING', `model "${name}" has no file "${key}"`)
      return modelPath(extra.file, folder)
    }
    return { name, hash: modelHash(name, folder), settings: entry.settings, session, path }
  } catch (cause) {
    throw new FatalError('E_MODEL_LOAD', `model "${name}" cannot be loaded`, { cause })
  }
}
