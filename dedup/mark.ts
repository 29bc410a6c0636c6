import type { LicenceClass } from '../pipeline/types.ts'
import { byText, createClusters } from './cluster.ts'
import type { Fingerprint } from './perceptual.ts'
import { createPictureIndex } from './pictures.ts'
import { jaccard, sameCaption, shingles } from './text.ts'

/** What is compared of one pair. */
export interface Candidate extends Fingerprint {
  pair_id: string
  article_id: string
  caption: string
  licence_class: LicenceClass
  /** Pixels of the panel. */
  area: number
}

export interface Mark {
  pair_id: string
  /** The pair that leads the group of the same picture: the same for the whole group. */
  cluster_id: string
  /** True for one pair of each group. */
  leader: boolean
  /** Another pair of the group has the same pixels. */
  exact: boolean
  /**
   * `duplicate`: a pair of the same picture and caption stands for this one.
   * `near_duplicate_conflict`: the same picture stands elsewhere with other words.
   */
  verdict: 'unique' | 'duplicate' | 'near_duplicate_conflict'
}

const licenceRank: Record<LicenceClass, number> = {
  commercial: 0,
  share_alike: 1,
  noncommercial: 2,
  unknown: 3,
  forbidden: 4,
}

/** Who stands for a group: freest licence, then most pixels, then smallest ids. */
const byMerit = (a: Candidate, b: Candidate): number =>
  licenceRank[a.licence_class] - licenceRank[b.licence_class] ||
  b.area - a.area ||
  byText(a.article_id, b.article_id) ||
  byText(a.pair_id, b.pair_id)

/**
 * Marks the pairs of a whole corpus, sorted by `pair_id`. Pairs in any order give the same marks.
 *
 * Same picture (see `pictures.ts`) and captions at least {@link sameCaption} alike: the best pair
 * stays, the others are duplicates. Same picture with different words: the best pair of each
 * wording is in conflict, and a curator decides. Pictures with a hash of low quality are compared
 * by their pixels only. A crop of a picture counts as another picture (see `pdq.ts`).
 */
export const markDuplicates = (pairs: readonly Candidate[]): Mark[] => {
  const byId = new Map(pairs.map((pair) => [pair.pair_id, pair]))
  const clusters = createClusters()
  const index = createPictureIndex()
  for (const pair of pairs) {
    clusters.add(pair.pair_id)
    for (const other of index.add(pair.pair_id, pair)) clusters.join(pair.pair_id, other)
  }
  return clusters
    .groups()
    .flatMap((ids) => markGroup(ids.flatMap((id) => byId.get(id) ?? [])))
    .sort((a, b) => byText(a.pair_id, b.pair_id))
}

const markGroup = (group: Candidate[]): Mark[] => {
  const [leader, ...rest] = [...group].sort(byMerit)
  if (!leader) return []
  const base = { cluster_id: leader.pair_id }
  if (rest.length === 0)
    return [{ pair_id: leader.pair_id, ...base, leader: true, exact: false, verdict: 'unique' }]
  const wordings = byWording(group)
  const copies = new Map<string, number>()
  for (const { pixels } of group) copies.set(pixels, (copies.get(pixels) ?? 0) + 1)
  return wordings.flatMap((wording) => {
    const [first] = [...wording].sort(byMerit)
    return wording.map((pair): Mark => {
      const stays = wordings.length > 1 ? 'near_duplicate_conflict' : 'unique'
      return {
        pair_id: pair.pair_id,
        ...base,
        leader: pair === leader,
        exact: (copies.get(pair.pixels) ?? 0) > 1,
        verdict: pair === first ? stays : 'duplicate',
      }
    })
  })
}

const byWording = (group: Candidate[]): Candidate[][] => {
  const clusters = createClusters()
  const sets = group.map((pair) => ({ pair, words: shingles(pair.caption) }))
  for (const [at, a] of sets.entries()) {
    clusters.add(a.pair.pair_id)
    for (const b of sets.slice(0, at))
      if (a.pair.caption === b.pair.caption || jaccard(a.words, b.words) >= sameCaption)
        clusters.join(a.pair.pair_id, b.pair.pair_id)
  }
  const byId = new Map(group.map((pair) => [pair.pair_id, pair]))
  return clusters.groups().map((ids) => ids.flatMap((id) => byId.get(id) ?? []))
}
