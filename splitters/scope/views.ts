import { sentences, words } from '../text.ts'
import type { Piece } from '../types.ts'
import type { Group } from './units.ts'

/** What several items of a list are when the last of them says it in the plural. */
const noun =
  /^(?:views?|sections|aspects|surfaces|sides|images|micrographs|photographs|photomicrographs|projections|radiographs|scans|magnifications)[.,;]?$/i
const longest = 4

/**
 * "A, anterior; B, posterior; and C, distal views of the femur": the short items before share the noun
 * of the last, and what it says of it.
 */
export const sharedViews = (
  caption: string,
  groups: readonly Group[],
  pieces: readonly Piece[],
): Piece[] => {
  let result = [...pieces]
  for (const [start, end] of sentences(caption)) {
    const own = groups.filter((group) => group.start >= start && group.start < end)
    const list = shortRun(caption, own)
    const last = list.at(-1)
    if (!last || list.length < 2) continue
    const sizes = list
      .slice(0, -1)
      .map((group, index) => wordsOf(caption, group.end, list[index + 1]?.start ?? end).length)
    const text = wordsOf(caption, last.end, end)
    const at = text.findIndex(([from, to]) => noun.test(caption.slice(from, to)))
    const cut = text[at]?.[0]
    if (cut === undefined || at < 1 || at > Math.max(...sizes) + 1) continue
    const all = [...new Set(list.flatMap(({ labels }) => labels))]
    result = result.flatMap((piece) => {
      const mine = typeof piece.owner !== 'string' && piece.owner.join() === last.labels.join()
      if (!mine || piece.start < last.end || piece.end <= cut || piece.start >= end) return [piece]
      if (piece.start >= cut) return [{ ...piece, owner: all }]
      return [
        { ...piece, end: cut },
        { ...piece, start: cut, owner: all },
      ]
    })
  }
  return result
}

/** The markers at the end of a sentence that stand before their short items, and the one that ends it. */
const shortRun = (caption: string, groups: readonly Group[]): readonly Group[] => {
  let from = Math.max(0, groups.length - 1)
  for (; from > 0; from--) {
    const [group, next] = [groups[from - 1], groups[from]]
    if (!group || !next) break
    const item = wordsOf(caption, group.end, next.start)
    const said = item.some(([start, end]) => noun.test(caption.slice(start, end)))
    if (item.length === 0 || item.length > longest || said) break
  }
  return groups.slice(from)
}

const wordsOf = (caption: string, start: number, end: number) =>
  words(caption, start, end).filter(([from, to]) => {
    const word = caption.slice(from, to)
    return /[\p{L}\p{N}]/u.test(word) && !/^(?:and|or)$/i.test(word)
  })
