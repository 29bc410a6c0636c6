import { type TextClassifier, textClassifier } from '../../models/text-classifier.ts'
import { defineStage, drop, flag, keep, type Verdict } from '../../pipeline/stage.ts'
import type { ClassifyInput, SpeciesDecision } from '../../pipeline/types.ts'
import { citedEvidence, readSpecies, ruleVerdict } from './decide.ts'
import { asksModel, fuseSpecies, SpeciesFusion } from './fuse.ts'

export interface SpeciesOptions {
  /** Folder with a `manifest.json` that replaces the shipped models. */
  models?: string
}

/** Changes whenever the rules or the word lists may answer differently. */
const rules = 1

/**
 * Whose tissue a caption shows. Rules find the evidence and its places; the caption classifier,
 * where one is shipped, reads the sentence and settles what the rules leave open. The stage always
 * keeps its decision, so that dropped pairs still say why: see {@link speciesVerdict}.
 */
export const speciesFilter = ({ models }: SpeciesOptions = {}) => {
  const classifier = textClassifier(models)
  return defineStage<ClassifyInput, SpeciesDecision>({
    name: 'species',
    version: `${rules}:${classifier?.version ?? 'rules'}`,
    fingerprint: (input) => input,
    run: async (input) => keep(await decide(input, classifier)),
  })
}

/** The decision alone, with the shipped or configured models. */
export const decideSpecies = (
  input: ClassifyInput,
  { models }: SpeciesOptions = {},
): Promise<SpeciesDecision> => decide(input, textClassifier(models))

/** What a decision means for the human-only corpus. */
export const speciesVerdict = (decision: SpeciesDecision): Verdict<SpeciesDecision> => {
  if (decision.verdict === 'nonhuman') return drop('non_human')
  if (decision.verdict === 'unsure') return flag(decision, 'species_unsure', decision.score)
  if (decision.verdict === 'mixed') return flag(decision, 'species_mixed', decision.score)
  return keep(decision)
}

const decide = async (
  input: ClassifyInput,
  classifier: TextClassifier | null,
): Promise<SpeciesDecision> => {
  const reading = readSpecies(input)
  const rule = ruleVerdict(reading)
  const { verdict, score } =
    classifier && asksModel(rule)
      ? fuseSpecies(rule, await margin(input, classifier), fusionOf(classifier))
      : rule
  return { verdict, score: rounded(score), evidence: citedEvidence(reading.finds, verdict) }
}

const margin = async (input: ClassifyInput, classifier: TextClassifier): Promise<number> => {
  const { human, other } = await classifier.read(input)
  return human - other
}

const fusionOf = ({ settings }: TextClassifier): SpeciesFusion =>
  SpeciesFusion.parse(settings.species)

/** Four decimals: the same on every machine, however its processor rounds. */
const rounded = (score: number): number => Math.round(score * 1e4) / 1e4
