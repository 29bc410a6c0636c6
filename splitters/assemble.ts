import type { CaptionSplit, Span, SubCaption } from '../pipeline/types.ts'
import type { Piece } from './types.ts'

/**
 * Pieces become sub-captions. `full` of a label is its pieces and everybody's in caption order;
 * pieces that touch are one span, white space inside a span is collapsed, spans are joined by one
 * space: no word can come from anywhere but the caption. Labels with the same spans share an entry.
 */
export const assemble = (
  caption: string,
  pieces: readonly Piece[],
  labels: readonly string[],
): CaptionSplit => {
  if (labels.length < 2) return whole(caption)
  const entries = new Map<string, SubCaption>()
  for (const label of labels) {
    const own = pieces.filter(
      ({ owner }) => owner !== 'all' && owner !== 'none' && owner.includes(label),
    )
    const everything = pieces.filter(
      ({ owner }) => owner === 'all' || (owner !== 'none' && owner.includes(label)),
    )
    const spans = join(caption, everything)
    const key = spans.map(([start, end]) => `${start}-${end}`).join(' ')
    const entry = entries.get(key)
    if (entry) entry.labels.push(label)
    else
      entries.set(key, {
        labels: [label],
        subcaption: read(caption, join(caption, own)),
        full: read(caption, spans),
        spans,
      })
  }
  return { multi: true, panels: [...entries.values()] }
}

/** A caption of one panel, untouched. */
export const whole = (caption: string): CaptionSplit => ({
  multi: false,
  panels: [{ labels: [], subcaption: caption, full: caption, spans: [[0, caption.length]] }],
})

/** The text of spans: white space collapsed, one space between spans. */
export const read = (caption: string, spans: readonly Span[]): string =>
  spans.map(([start, end]) => caption.slice(start, end).trim().replace(/\s+/g, ' ')).join(' ')

/** Touching pieces merged; spans without a letter or digit left out; loose commas trimmed. */
const join = (caption: string, pieces: readonly Piece[]): Span[] => {
  const merged: [number, number][] = []
  for (const { start, end } of pieces) {
    const last = merged.at(-1)
    if (last && last[1] === start) last[1] = end
    else merged.push([start, end])
  }
  return merged
    .map(([start, end]) => trim(caption, start, end))
    .filter(([start, end]) => end > start)
}

const trim = (caption: string, start: number, end: number): [number, number] => {
  const text = caption.slice(start, end)
  if (!/[\p{L}\p{N}]/u.test(text)) return [start, start]
  const lead = /^[\s,;:.)\]]*/.exec(text)?.[0].length ?? 0
  const trail = /[\s,;:([]*$/.exec(text)?.[0].length ?? 0
  return [start + lead, end - trail]
}
