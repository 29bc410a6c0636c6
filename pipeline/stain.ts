import type { Stain } from './types.ts'

const sections: readonly Stain[] = ['H&E', 'IHC', 'special']

/**
 * The stain of one panel from its look and its words. Words win when they name one section stain;
 * when they name several, the look chooses among them; when they name none, the look stands alone.
 */
export const pairStain = (look: Stain | null, words: readonly Stain[]): Stain => {
  const named = words.filter((stain) => sections.includes(stain))
  const [only] = named
  if (named.length === 1 && only) return only
  if (named.length > 1 && look && named.includes(look)) return look
  if (named.length > 1 && only) return only
  if (look && sections.includes(look)) return look
  return words.includes('other') ? 'other' : 'unspecified'
}
