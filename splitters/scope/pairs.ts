import { words } from '../text.ts'
import type { Piece } from '../types.ts'
import type { Group } from './units.ts'

const longest = 3

/**
 * "(a) growth rate at day 3 and (b) day 5, (c) height at day 3 and (d) day 5": a short item that begins
 * with a word in the middle of the one before it shares what stands before that word.
 */
export const sharedPairs = (
  caption: string,
  groups: readonly Group[],
  pieces: readonly Piece[],
): Piece[] => {
  let result = [...pieces]
  for (const [index, group] of groups.entries()) {
    const next = groups[index + 1]
    if (!next) break
    const between = caption.slice(group.end, next.start)
    if (!/\s(?:and|or)\s+$/.test(between) || /[.;:]\s/.test(between)) continue
    const stop = groups[index + 2]?.start ?? caption.length
    const [item] = caption.slice(next.end, stop).split(/[.,;](?:\s|$)|\s(?:and|or)\s+$/)
    const second = words(caption, next.end, next.end + (item?.length ?? 0))
    const first = words(caption, group.end, next.start)
    const opening = second[0] && wordAt(caption, second[0])
    if (!opening || second.length > longest || first.length <= second.length + 1) continue
    const at = first.findLastIndex((span) => wordAt(caption, span) === opening)
    const cut = first[at]?.[0]
    const rest = first.length - at - 1
    if (cut === undefined || at < 2 || !linked(caption, first[at - 1])) continue
    if (second.length > rest + 1) continue
    const owner = [...new Set([...group.labels, ...next.labels])]
    result = result.flatMap((piece) => {
      const mine = typeof piece.owner !== 'string' && piece.owner.join() === group.labels.join()
      if (!mine || piece.start < group.end || piece.start >= cut) return [piece]
      if (piece.end <= cut) return [{ ...piece, owner }]
      return [
        { ...piece, end: cut, owner },
        { ...piece, start: cut },
      ]
    })
  }
  return result
}

const wordAt = (caption: string, [from, to]: readonly [number, number]) =>
  caption
    .slice(from, to)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()

const linked = (caption: string, span: readonly [number, number] | undefined) =>
  span !== undefined &&
  /^(?:at|in|on|of|for|after|before|from|with|under|by|during)$/i.test(caption.slice(...span))
