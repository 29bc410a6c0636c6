import { defaultModelFolder, type ModelEntry, readManifest } from '../models/manifest.ts'
import { modelHash } from '../models/open.ts'
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
}

/** Changes when the rules change what they make of the same caption. */
const rules = 4

/**
 * Which words of a caption belong to which panel. A caption of one panel comes back untouched under
 * no label; otherwise each entry names its labels and the spans of the caption that are theirs.
 * With a manifest entry of format `next-caption` in `models`, a causal LM does it in the paper's way.
 * @throws FatalError when the model is missing, changed or unreadable.
 */
export const splitCaption = async (
  caption: string,
  { models = defaultModelFolder }: SplitOptions = {},
): Promise<CaptionSplit> => {
  const entry = entryOf(models)
  if (entry?.settings.format === 'next-caption') return splitByGeneration(caption, models, entry)
  const tagger = await openTagger(models)
  const candidates = findCandidates(caption)
  const plain = obvious(caption, candidates)
  if (plain) return finish(caption, plain)
  const tags = await tagger.tag(caption)
  return finish(caption, arbitrate(caption, tags, candidates), tags)
}

const entries = new Map<string, ModelEntry | undefined>()

/** The manifest's entry, read once per process: captions come by the thousand. */
const entryOf = (folder: string): ModelEntry | undefined => {
  if (!entries.has(folder)) entries.set(folder, readManifest(folder)[taggerName])
  return entries.get(folder)
}

const finish = (caption: string, { markers, labels }: Reading, tags?: Tags): CaptionSplit =>
  labels.length < 2 ? whole(caption) : assemble(caption, scope(caption, markers, tags), labels)

/** The splitter as a stage of the plan. */
export const splitter = (options: SplitOptions = {}): Stage<{ caption: string }, CaptionSplit> =>
  defineStage({
    name: 'splitter',
    version: `${rules}+${modelHash(taggerName, options.models)}`,
    fingerprint: ({ caption }) => caption,
    run: async ({ caption }) => keep(await splitCaption(caption, options)),
  })
