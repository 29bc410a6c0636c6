import { dihedral } from './dihedral.ts'
import { fromHex } from './pdq.ts'
import { type Fingerprint, leastQuality } from './perceptual.ts'
import { createHashIndex } from './search.ts'

/**
 * Finds the panels that show the same picture: by pixels, or by perceptual hash in any of eight
 * orientations. Keep one for the corpus and add as panels arrive: each costs eight searches,
 * whatever the size of what is already in.
 */
export const createPictureIndex = () => {
  const index = createHashIndex()
  const byHash = new Map<string, number>()
  const byPixels = new Map<string, string>()
  /** First picture of every distinct hash. */
  const owners: string[] = []

  return {
    /**
     * @returns ids of pictures added earlier that show the same; equal hashes answer with the first
     * of their kind, which is enough to join groups.
     */
    add(id: string, { pixels, pdq, quality }: Fingerprint): string[] {
      const found = new Set<string>()
      const twin = byPixels.get(pixels)
      if (twin !== undefined) found.add(twin)
      else byPixels.set(pixels, id)
      if (quality < leastQuality) return [...found]
      const same = byHash.get(pdq)
      if (same !== undefined) return [...found.add(owners[same] ?? id)]
      const hash = fromHex(pdq)
      for (const variant of dihedral(hash))
        for (const neighbour of index.search(variant)) found.add(owners[neighbour.id] ?? id)
      byHash.set(pdq, index.add(hash))
      owners.push(id)
      return [...found]
    },
  }
}

export type PictureIndex = ReturnType<typeof createPictureIndex>
