import { type Topic, topics } from '../pipeline/types.ts'
import { ruleTopic } from './read.ts'

/**
 * Rules and model as one vote. The rules' shares count in full where they found much and less where
 * they found little; `weight` is what the model's probabilities count beside them.
 */
export const fuseTopics = (
  scores: Record<Topic, number>,
  probabilities: Record<Topic, number>,
  weight: number,
): { topic: Topic; score: number } => {
  const found = topics.reduce((sum, topic) => sum + scores[topic], 0)
  if (found === 0 && probabilities.other > 0.2) return { topic: 'other', score: 0.5 }
  const trust = Math.min(1, found / enough)
  const rule = ruleTopic(scores)
  let best: { topic: Topic; score: number } = { topic: 'other', score: -1 }
  for (const topic of topics) {
    const share = found > 0 ? scores[topic] / found : 0
    const own = rule.topic === topic ? 0.1 : 0
    const score = (trust * (share + own) + weight * probabilities[topic]) / (trust * 1.1 + weight)
    if (score > best.score) best = { topic, score }
  }
  return { topic: best.topic, score: Math.min(0.99, best.score) }
}

/** Evidence of two organ words in a caption: from here the rules stand on firm ground. */
const enough = 6
