import type { LicenceClass, SpeciesVerdict, Stain, Topic } from '../pipeline/types.ts'
import { type Sample, type Split, type State, splits } from './sample.ts'

/** Licence classes that an export may hold; ND, TDM and unknown never enter one. */
export type ExportableLicence = Exclude<LicenceClass, 'forbidden' | 'unknown'>

/** What a trainer asks for. An absent list of topics, stains or splits asks for all of them. */
export interface Selection {
  topics?: Topic[]
  stains?: Stain[]
  splits?: Split[]
  /** Default: CC0, public domain and CC BY. */
  licences?: ExportableLicence[]
  /** Default: kept. */
  states?: State[]
  /** Default: human. Naming another one lets in what was dropped only for not being human. */
  species?: SpeciesVerdict[]
}

/** A selection with every default written out, as the manifest records it. */
export interface WholeSelection extends Required<Omit<Selection, 'topics' | 'stains'>> {
  topics: Topic[] | null
  stains: Stain[] | null
}

export const completeSelection = (selection: Selection = {}): WholeSelection => ({
  topics: selection.topics ?? null,
  stains: selection.stains ?? null,
  splits: selection.splits ?? [...splits],
  licences: selection.licences ?? ['commercial'],
  states: selection.states ?? ['kept'],
  species: selection.species ?? ['human'],
})

type Selectable = Pick<
  Sample,
  'topic' | 'stain' | 'split' | 'licence' | 'state' | 'species' | 'reason'
>

/** Whether a pair belongs to the export. Pure: it looks at labels only. */
export const selects = (selection: Selection = {}): ((sample: Selectable) => boolean) => {
  const { topics, stains, splits, licences, states, species } = completeSelection(selection)
  const allowed: readonly LicenceClass[] = licences
  return (sample) =>
    (topics === null || topics.includes(sample.topic)) &&
    (stains === null || stains.includes(sample.stain)) &&
    splits.includes(sample.split) &&
    allowed.includes(sample.licence.class) &&
    species.includes(sample.species) &&
    (states.includes(sample.state) || isAnimalOnly(sample))
}

/** Dropped for its species alone: the species list has already said whether that is wanted. */
const isAnimalOnly = ({ state, reason }: Selectable) =>
  state === 'dropped' && reason === 'non_human'
