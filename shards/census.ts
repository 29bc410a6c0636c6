import { sha256 } from '../pipeline/ids.ts'
import type { Manifest } from './manifest.ts'
import type { Sample } from './sample.ts'

type Counted = Pick<Sample, 'article' | 'caption' | 'topic' | 'stain' | 'species' | 'split'> & {
  licence: { spdx: string | null }
  image: string
}

export interface Census {
  add(sample: Counted): void
  result(): Manifest['counts']
}

/** Licence as it is counted and printed when no SPDX id is known. */
export const licenceName = (spdx: string | null) => spdx ?? 'unstated'

/** Counts pairs, pictures, captions and articles apart. Holds 64 bits for each different one. */
export const createCensus = (): Census => {
  const images = new Set<string>()
  const captions = new Set<string>()
  const articles = new Set<string>()
  const by = {
    topic: new Map(),
    stain: new Map(),
    species: new Map(),
    split: new Map(),
    licence: new Map(),
  } satisfies Record<string, Map<string, number>>
  let pairs = 0
  return {
    add(sample) {
      pairs += 1
      images.add(sample.image.slice(0, 16))
      captions.add(sha256(sample.caption).slice(0, 16))
      articles.add(sample.article)
      const { topic, stain, species, split } = sample
      count(by.topic, topic)
      count(by.stain, stain)
      count(by.species, species)
      count(by.split, split)
      count(by.licence, licenceName(sample.licence.spdx))
    },
    result: () => ({
      ...{ pairs, images: images.size, captions: captions.size, articles: articles.size },
      ...{ topic: sorted(by.topic), stain: sorted(by.stain), species: sorted(by.species) },
      ...{ split: sorted(by.split), licence: sorted(by.licence) },
    }),
  }
}

export const count = (counts: Map<string, number>, name: string) =>
  counts.set(name, (counts.get(name) ?? 0) + 1)

export const sorted = (counts: Map<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
