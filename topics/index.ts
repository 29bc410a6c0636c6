import { z } from 'zod'
import { type TextClassifier, textClassifier } from '../models/text-classifier.ts'
import { defineStage, keep } from '../pipeline/stage.ts'
import type { ClassifyInput, Topic } from '../pipeline/types.ts'
import { asksModel, fuseTopics } from './fuse.ts'
import { readTopics, ruleTopic } from './read.ts'

export interface TopicOptions {
  /** Folder with a `manifest.json` that replaces the shipped models. */
  models?: string
}

/** Changes whenever the rules may answer differently. */
const rules = 3
const Surety = z.object({ surety: z.number() }).optional()

/**
 * The organ of the tissue shown, one of sixteen topics. Organ words of caption, title and abstract
 * vote; where no organ is named, a caption classifier is asked if its manifest entry says how sure it
 * must be (`settings.topic`).
 */
export const topicTagger = ({ models }: TopicOptions = {}) => {
  const reader = readerOf(models)
  return defineStage<ClassifyInput, { topic: Topic; score: number }>({
    name: 'topic',
    version: `${rules}:${reader?.classifier.version ?? 'rules'}`,
    // Without `mentions` and `subjects`, which the topic never reads.
    fingerprint: ({ mentions: _, subjects: __, ...input }) => input,
    run: async (input) => keep(await decide(input, reader)),
  })
}

/** A classifier and how sure it must be. */
interface Reader {
  classifier: TextClassifier
  surety: number
}

const readerOf = (models: string | undefined): Reader | null => {
  const classifier = textClassifier(models)
  const settings = Surety.parse(classifier?.settings.topic)
  return classifier && settings ? { classifier, ...settings } : null
}

const decide = async (
  input: ClassifyInput,
  reader: Reader | null,
): Promise<{ topic: Topic; score: number }> => {
  const scores = readTopics(input)
  if (reader === null || !asksModel(scores)) return rounded(ruleTopic(scores))
  const { topics } = await reader.classifier.read(input)
  return rounded(fuseTopics(scores, topics, reader.surety))
}

const rounded = ({ topic, score }: { topic: Topic; score: number }) => ({
  topic,
  score: Math.round(score * 1e4) / 1e4,
})
