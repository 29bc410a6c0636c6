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
const rules = 1
const Settings = z.object({ surety: z.number() })

/**
 * The organ of the tissue shown, one of sixteen topics. Organ words of caption, title and abstract
 * vote; where no organ is named, the caption classifier is asked if one is shipped.
 */
export const topicTagger = ({ models }: TopicOptions = {}) => {
  const classifier = textClassifier(models)
  return defineStage<ClassifyInput, { topic: Topic; score: number }>({
    name: 'topic',
    version: `${rules}:${classifier?.version ?? 'rules'}`,
    // Without `mentions` and `subjects`, which the topic never reads.
    fingerprint: ({ mentions: _, subjects: __, ...input }) => input,
    run: async (input) => keep(await decide(input, classifier)),
  })
}

const decide = async (
  input: ClassifyInput,
  classifier: TextClassifier | null,
): Promise<{ topic: Topic; score: number }> => {
  const scores = readTopics(input)
  if (classifier === null || !asksModel(scores)) return rounded(ruleTopic(scores))
  const { surety } = Settings.parse(classifier.settings.topic)
  const { topics } = await classifier.read(input)
  return rounded(fuseTopics(scores, topics, surety))
}

const rounded = ({ topic, score }: { topic: Topic; score: number }) => ({
  topic,
  score: Math.round(score * 1e4) / 1e4,
})
