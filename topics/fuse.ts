import { type Topic, topics } from '../pipeline/types.ts'
import { least, ruleTopic } from './read.ts'

/** Whether the rules found next to nothing: only then is the model asked. */
export const asksModel = (scores: Record<Topic, number>): boolean =>
  topics.every((topic) => scores[topic] < least)

/**
 * Topic of a caption in which no organ is named. The model's first choice counts when it is at least
 * as sure as `surety`; otherwise the answer stays `other`.
 */
export const fuseTopics = (
  scores: Record<Topic, number>,
  probabilities: Record<Topic, number>,
  surety: number,
): { topic: Topic; score: number } => {
  const rule = ruleTopic(scores)
  if (!asksModel(scores)) return rule
  let best: Topic = 'other'
  for (const topic of topics) if (probabilities[topic] > probabilities[best]) best = topic
  return probabilities[best] >= surety ? { topic: best, score: probabilities[best] } : rule
}
