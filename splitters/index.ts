import { defaultModelFolder, type ModelEntry, readManifest } from '../models/manifest.ts'
import { modelHash } from '../models/open.ts'
import { FatalError } from '../pipeline/errors.ts'
import { defineStage, keep, type Stage } from '../pipeline/stage.ts'
import type { CaptionSplit } from '../pipeline/types.ts'
import { arbitrate } from './arbitrate.ts'
import { assemble, whole } from './assemble.ts'
import { splitByGeneration } from './generative/index.ts'
import { findCandidates } from './grammar/candidates.ts'
import type { Reading } from './grammar/index.ts'
import { obvious } from './obvious.ts'
import { scope } from './scope.ts'
import { openTagger, type Tags, taggerName } from './tagger.ts'

export { splitByGrammar } from './by-grammar.ts'

export interface SplitOptions {
  /** Folder with a `manifest.json` that replaces the shipped models. */
  models?: string
  /** Name of the manifest entry that splits: `caption-tagger`, `caption-lm` or one of your own. */
  model?: string
}

/** Changes when the rules change what they make of the same caption. */
const rules = 5

/**
 * Which words of a caption belong to which panel. A caption of one panel comes back untouched under
 * no label; otherwise each entry names its labels and the spans of the caption that are theirs.
 * With a manifest entry of format `next-caption`, a causal LM does it in the paper's way.
 * @throws FatalError when the model is missing, changed or unreadable.
 */
export const splitCaption = async (
  caption: string,
  { models = defaultModelFolder, model = taggerName }: SplitOptions = {},
): Promise<CaptionSplit> => {
  const entry = entryOf(models, model)
  if (entry.settings.format === 'next-caption') return splitByGeneration(caption, models, entry)
  const tagger = await openTagger(models, model)
  const candidates = findCandidates(caption)
  const plain = obvious(caption, candidates)
  if (plain) return finish(caption, plain)
  const tags = await tagger.tag(caption)
  return finish(caption, arbitrate(caption, tags, candidates), tags)
}

const entries = new Map<string, ModelEntry>()

/** The manifest's entry, read once per process: captions come by the thousand. */
const entryOf = (folder: string, name: string): ModelEntry => {
  const key = `${folder}\n${name}`
  const entry = entries.get(key) ?? readManifest(folder)[name]
  if (!entry)
    throw new FatalError('E_MODEL_MISSING', `no model "${name}" in ${folder}/manifest.json`)
  entries.set(key, entry)
  return entry
}

const finish = (caption: string, { markers, labels }: Reading, tags?: Tags): CaptionSplit =>
  labels.length < 2 ? whole(caption) : assemble(caption, scope(caption, markers, tags), labels)

/** The splitter as a stage of the plan. */
export const splitter = (options: SplitOptions = {}): Stage<{ caption: string }, CaptionSplit> =>
  defineStage({
    name: 'splitter',
    version: `${rules}+${modelHash(options.model ?? taggerName, options.models)}`,
    fingerprint: ({ caption }) => caption,
    run: async ({ caption }) => keep(await splitCaption(caption, options)),
  })
