import { sha256 } from '../pipeline/ids.ts'
import { createClusters } from './cluster.ts'

export type Split = 'train' | 'val' | 'test'

/** Upper ends on the unit interval: 90 % train, 5 % val, 5 % test. */
const ends: [Split, number][] = [
  ['train', 0.9],
  ['val', 0.95],
  ['test', 1],
]

/**
 * Splits by article. Articles that share a picture (directly or through others) form a component
 * and stay together; the hash of the component's smallest id places it. Depends only on the sets
 * given, not on their order; a new article moves others only when it joins their components.
 * @param clusters each the article ids of one group of equal pictures.
 */
export const assignSplits = (
  articles: Iterable<string>,
  clusters: Iterable<Iterable<string>>,
): Map<string, Split> => {
  const components = createClusters()
  for (const id of articles) components.add(id)
  for (const ids of clusters) {
    let before: string | undefined
    for (const id of ids) {
      components.join(before ?? id, id)
      before = id
    }
  }
  const splits = new Map<string, Split>()
  for (const ids of components.groups()) {
    const place = Number.parseInt(sha256(ids[0] ?? '').slice(0, 8), 16) / 2 ** 32
    const split = ends.find(([, end]) => place < end)?.[0] ?? 'test'
    for (const id of ids) splits.set(id, split)
  }
  return splits
}
