import { z } from 'zod'
import type { SpeciesVerdict } from '../../pipeline/types.ts'
import type { RuleAnswer } from './decide.ts'

/**
 * How far the model may speak, in units of its margin (logit of human material minus logit of other
 * material). Shipped with the model in its manifest entry; chosen on gold captions of the dev part.
 */
export const SpeciesFusion = z.object({
  /** Margin at which it decides where the rules found nothing. */
  decide: z.number(),
  /** Margin at which it overrules a verdict that rests only on the article around the caption. */
  overrule: z.number(),
  /** Margin at which the odds of being right are e : 1. */
  temperature: z.number(),
})
export type SpeciesFusion = z.infer<typeof SpeciesFusion>

/**
 * Whether the model is asked at all. Words of the caption itself settle a verdict: measured on dev
 * captions, the model is wrong more often than they are.
 */
export const asksModel = (rule: RuleAnswer): boolean => rule.basis !== 'caption'

/** One verdict from the rules' answer and the model's margin. */
export const fuseSpecies = (
  rule: RuleAnswer,
  margin: number,
  { decide, overrule, temperature }: SpeciesFusion,
): { verdict: SpeciesVerdict; score: number } => {
  const size = Math.abs(margin)
  const belief = 1 / (1 + Math.exp(-size / temperature))
  const model: SpeciesVerdict = margin > 0 ? 'human' : 'nonhuman'
  if (rule.verdict === model)
    return { verdict: model, score: 1 - (1 - rule.score) * (1 - belief) * 2 }
  if (size >= (rule.verdict === 'unsure' ? decide : overrule))
    return { verdict: model, score: belief * 0.8 }
  return { verdict: rule.verdict, score: rule.score * (1 - belief / 3) }
}
