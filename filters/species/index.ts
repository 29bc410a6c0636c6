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
const rules = 7

/**
 * Whose tissue a caption shows. Rules find the evidence and its places; a caption classifier whose
 * manifest entry says how far it may speak (`settings.species`) settles what the rules leave open. The
 * stage always keeps its decision, so that dropped pairs still say why: see {@link speciesVerdict}.
 */
export const speciesFilter = ({ models }: SpeciesOptions = {}) => {
  const reader = readerOf(models)
  return defineStage<ClassifyInput, SpeciesDecision>({
    name: 'species',
    version: `${rules}:${reader?.classifier.version ?? 'rules'}`,
    fingerprint: (input) => input,
    run: async (input) => keep(await decide(input, reader)),
  })
}

/** The decision alone, with the shipped or configured models. */
export const decideSpecies = (
  input: ClassifyInput,
  { models }: SpeciesOptions = {},
): Promise<SpeciesDecision> => decide(input, readerOf(models))

/** What a decision means for the human-only corpus. */
export const speciesVerdict = (decision: SpeciesDecision): Verdict<SpeciesDecision> => {
  if (decision.verdict === 'nonhuman') return drop('non_human')
  if (decision.verdict === 'unsure') return flag(decision, 'species_unsure', decision.score)
  if (decision.verdict === 'mixed') return flag(decision, 'species_mixed', decision.score)
  return keep(decision)
}

/** A classifier and how far it may speak. */
interface Reader {
  classifier: TextClassifier
  fusion: SpeciesFusion
}

const readerOf = (models: string | undefined): Reader | null => {
  const classifier = textClassifier(models)
  const fusion = SpeciesFusion.optional().parse(classifier?.settings.species)
  return classifier && fusion ? { classifier, fusion } : null
}

const decide = async (input: ClassifyInput, reader: Reader | null): Promise<SpeciesDecision> => {
  const reading = readSpecies(input)
  const rule = ruleVerdict(reading)
  const { verdict, score } =
    reader && asksModel(rule)
      ? fuseSpecies(rule, await margin(input, reader.classifier), reader.fusion)
      : rule
  return { verdict, score: rounded(score), evidence: citedEvidence(reading.finds, verdict) }
}

const margin = async (input: ClassifyInput, classifier: TextClassifier): Promise<number> => {
  const { human, other } = await classifier.read(input)
  return human - other
}

/** Four decimals: the same on every machine, however its processor rounds. */
const rounded = (score: number): number => Math.round(score * 1e4) / 1e4
