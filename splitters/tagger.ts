import { Tensor } from 'onnxruntime-node'
import { type Model, openModel } from '../models/open.ts'
import { openWordPiece, type Pieces, type WordPiece } from '../models/wordpiece.ts'

/** M marker, S text of all panels, P of the marker before, N of the one after, C of its list, X nobody's. */
export const tagNames = ['M', 'S', 'P', 'N', 'C', 'X'] as const
export type TagName = (typeof tagNames)[number]

/** Tag probabilities of a caption's word pieces. */
export interface Tags {
  starts: readonly number[]
  ends: readonly number[]
  /** One row of six a piece, in the order of {@link tagNames}. */
  probabilities: Float32Array
}

export interface Tagger {
  readonly hash: string
  tag(caption: string): Promise<Tags>
}

export const taggerName = 'caption-tagger'
const count = tagNames.length
/** Pieces in one window, and how far windows reach into each other. */
const longest = 380
const overlap = 100

/** @throws FatalError `E_MODEL_MISSING` and its kin when the model cannot be opened. */
export const openTagger = async (folder?: string, name = taggerName): Promise<Tagger> => {
  const model = await openModel(name, folder)
  const words = openWordPiece(model.path('vocabulary'))
  return { hash: model.hash, tag: (caption) => tag(model, words, caption) }
}

const tag = async (model: Model, words: WordPiece, caption: string): Promise<Tags> => {
  const pieces = words.encode(caption)
  const size = pieces.ids.length
  const probabilities = new Float32Array(size * count)
  for (let from = 0; from < size; from += longest - overlap) {
    const to = Math.min(size, from + longest)
    const rows = await run(model, words, caption, pieces, from, to)
    // The first half of an overlap stays with the window before, which has more to its left.
    const keep = from === 0 ? 0 : overlap / 2
    probabilities.set(rows.subarray(keep * count), (from + keep) * count)
    if (to === size) break
  }
  return { starts: pieces.starts, ends: pieces.ends, probabilities }
}

const run = async (
  model: Model,
  words: WordPiece,
  caption: string,
  pieces: Pieces,
  from: number,
  to: number,
): Promise<Float32Array> => {
  const length = to - from + 2
  const ids = new BigInt64Array(length)
  const cases = new BigInt64Array(length)
  ids[0] = BigInt(words.cls)
  ids[length - 1] = BigInt(words.sep)
  for (let index = from; index < to; index++) {
    ids[index - from + 1] = BigInt(pieces.ids[index] ?? words.unk)
    cases[index - from + 1] = caseOf(caption, pieces.starts[index] ?? 0, pieces.ends[index] ?? 0)
  }
  const { logits } = await model.session.run({
    ids: new Tensor('int64', ids, [1, length]),
    cases: new Tensor('int64', cases, [1, length]),
  })
  if (!logits) throw new TypeError('the caption tagger gave no output named logits')
  return softmax((logits.data as Float32Array).subarray(count, (length - 1) * count))
}

/** The vocabulary has no capitals: 2 a capital that stands alone, 1 a capitalised piece, 0 others. */
export const caseOf = (text: string, start: number, end: number): bigint => {
  const upper = (char: string) => char !== char.toLowerCase() && char === char.toUpperCase()
  if (!upper(text[start] ?? '')) return 0n
  const letter = (char: string | undefined) => char !== undefined && /\p{L}/u.test(char)
  return end - start === 1 && !letter(text[start - 1]) && !letter(text[end]) ? 2n : 1n
}

const softmax = (logits: Float32Array): Float32Array => {
  const rows = new Float32Array(logits.length)
  for (let row = 0; row < logits.length; row += count) {
    let top = Number.NEGATIVE_INFINITY
    for (let tag = 0; tag < count; tag++) top = Math.max(top, logits[row + tag] ?? 0)
    let sum = 0
    for (let tag = 0; tag < count; tag++) {
      const value = Math.exp((logits[row + tag] ?? 0) - top)
      rows[row + tag] = value
      sum += value
    }
    for (let tag = 0; tag < count; tag++) rows[row + tag] = (rows[row + tag] ?? 0) / sum
  }
  return rows
}

/** Mean probability of a tag over the pieces inside a span that hold a letter or digit. */
export const meanOf = (
  tags: Tags,
  caption: string,
  start: number,
  end: number,
  name: TagName,
): number => {
  const column = tagNames.indexOf(name)
  let sum = 0
  let pieces = 0
  for (const index of piecesIn(tags, start, end)) {
    if (!/[\p{L}\p{N}]/u.test(caption.slice(tags.starts[index], tags.ends[index]))) continue
    sum += tags.probabilities[index * count + column] ?? 0
    pieces++
  }
  return pieces === 0 ? 0 : sum / pieces
}

/** Indices of the pieces that lie in `[start, end)`. */
export function* piecesIn(tags: Tags, start: number, end: number): Generator<number> {
  let low = 0
  let high = tags.starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tags.starts[middle] ?? 0) < start) low = middle + 1
    else high = middle
  }
  for (let index = low; index < tags.starts.length && (tags.ends[index] ?? 0) <= end; index++)
    yield index
}

/** Log probabilities of a span of text for each tag, summed over its pieces. */
export const logsOf = (tags: Tags, start: number, end: number): number[] => {
  const sums = new Array<number>(count).fill(0)
  for (const index of piecesIn(tags, start, end))
    for (let tag = 0; tag < count; tag++)
      sums[tag] =
        (sums[tag] ?? 0) + Math.log(Math.max(1e-4, tags.probabilities[index * count + tag] ?? 0))
  return sums
}
