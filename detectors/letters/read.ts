import { Tensor } from 'onnxruntime-node'
import { openModel } from '../../models/open.ts'
import { FatalError } from '../../pipeline/errors.ts'
import type { RawImage } from '../../pipeline/types.ts'
import { cropTo } from '../crop.ts'
import type { Mark } from './marks.ts'

export const letterModel = 'panel-letters'

const side = 24
/** The mark fills so many of the 24 pixels along its longer side, as in training. */
const filled = 20
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

export interface Reading {
  /** Upper case; the figure decides which case it prints. */
  letter: string
  /** Probability of the letter in either case. */
  score: number
  /** Share of it that is lower case. */
  lower: number
}

/** Reads marks as letters; null where a mark is none. */
export const readMarks = async (
  marks: readonly Mark[],
  folder?: string,
): Promise<(Reading | null)[]> => {
  if (marks.length === 0) return []
  const { session } = await openModel(letterModel, folder)
  const masks = new Float32Array(marks.length * side * side)
  for (const [index, mark] of marks.entries()) masks.set(normalise(mark), index * side * side)
  const { letters: output } = await session.run({
    masks: new Tensor('float32', masks, [marks.length, side, side]),
  })
  const data = output?.data
  if (!(data instanceof Float32Array))
    throw new FatalError(
      'E_MODEL_OUTPUT',
      `model "${letterModel}" must give float output "letters"`,
    )
  const classes = data.length / marks.length
  return marks.map((_, index) => reading(data.subarray(index * classes, (index + 1) * classes)))
}

const reading = (logits: Float32Array): Reading | null => {
  const top = Math.max(...logits)
  const powers = Array.from(logits, (value) => Math.exp(value - top))
  const sum = powers.reduce((total, value) => total + value, 0)
  const of = (index: number) => (powers[index] ?? 0) / sum
  let best = { index: 0, score: 0 }
  for (let index = 0; index < 26; index += 1) {
    const score = of(index) + of(index + 26)
    if (score > best.score) best = { index, score }
  }
  if (best.score < 0.5) return null
  return {
    letter: letters[best.index] ?? '',
    score: best.score,
    lower: of(best.index + 26) / best.score,
  }
}

/** The mark's mask in 24 x 24, aspect kept, centred; Pillow's bilinear as in training. */
const normalise = ({ box: [x0, y0, x1, y1], mask }: Mark): Float32Array => {
  const width = x1 - x0
  const height = y1 - y0
  const data = Buffer.alloc(width * height * 3)
  for (const [index, on] of mask.entries()) if (on) data.fill(255, index * 3, index * 3 + 3)
  const image: RawImage = { width, height, channels: 3, data }
  const scale = filled / Math.max(width, height)
  const columns = Math.max(1, Math.round(width * scale))
  const rows = Math.max(1, Math.round(height * scale))
  const small = cropTo(image, [0, 0, width, height], columns, rows)
  const out = new Float32Array(side * side)
  const top = (side - rows) >> 1
  const left = (side - columns) >> 1
  for (let y = 0; y < rows; y += 1)
    for (let x = 0; x < columns; x += 1)
      out[(top + y) * side + left + x] = (small[(y * columns + x) * 3] ?? 0) / 255
  return out
}
