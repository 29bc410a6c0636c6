import { z } from 'zod'
import type { SpeciesVerdict } from '../../pipeline/types.ts'
import type { RuleAnswer } from './decide.ts'

/**
 * How far the model may overrule the rules, in units of its margin (logit of human material minus
 * logit of other material). Shipped in the model's manifest entry, fitted on gold captions that
 * neither rules nor model were scored on afterwards.
 */
export const SpeciesFusion = z.object({
  /** Margin at which the model alone decides where the rules found nothing. */
  decide: z.number(),
  /** Margin at which it overrules a verdict that rests on the article around the caption. */
  overrule: z.number(),
  /** Margin against a verdict that rests on the caption's own words at which a curator must look. */
  doubt: z.number(),
  /** Margin at which the probability of human material is e : 1. */
  temperature: z.number(),
})
export type SpeciesFusion = z.infer<typeof SpeciesFusion>

/** One verdict from the rules' answer and the model's margin. */
export const fuseSpecies = (
  rule: RuleAnswer,
  margin: number,
  { decide, overrule, doubt, temperature }: SpeciesFusion,
): { verdict: SpeciesVerdict; score: number } => {
  const belief = 1 / (1 + Math.exp(-Math.abs(margin) / temperature))
  const model: SpeciesVerdict = margin > 0 ? 'human' : 'nonhuman'
  const size = Math.abs(margin)
  if (rule.verdict === 'mixed') return { verdict: 'mixed', score: rule.score }
  if (rule.verdict === 'unsure')
    return size >= decide ? { verdict: model, score: belief } : { verdict: 'unsure', score: 0.5 }
  if (rule.verdict === model)
    return { verdict: model, score: 1 - (1 - rule.score) * (1 - belief) * 2 }
  if (rule.basis === 'caption')
    return size >= doubt
      ? { verdict: 'unsure', score: 0.5 }
      : { verdict: rule.verdict, score: rule.score * (1 - belief / 4) }
  if (size >= overrule) return { verdict: model, score: belief * 0.8 }
  return { verdict: rule.verdict, score: rule.score * (1 - belief / 3) }
}
