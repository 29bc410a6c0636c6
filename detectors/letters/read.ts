import { Tensor } from 'onnxruntime-node'
import { openModel } from '../../models/open.ts'
import { FatalError } from '../../pipeline/errors.ts'
import type { RawImage } from '../../pipeline/types.ts'
import type { Mark } from './marks.ts'
import { shapeOf, side } from './shape.ts'

export const letterModel = 'panel-letters'

/** Probabilities of a mark to be A to Z, a to z, or no letter: 53 numbers. */
export type Reading = Float32Array

/** What marks of a picture are read as. */
export const readMarks = async (
  image: RawImage,
  marks: readonly Mark[],
  folder?: string,
): Promise<Reading[]> => {
  if (marks.length === 0) return []
  const { session } = await openModel(letterModel, folder)
  const masks = new Float32Array(marks.length * side * side)
  for (const [index, mark] of marks.entries()) masks.set(shapeOf(image, mark), index * side * side)
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
  return marks.map((_, index) => softmax(data.subarray(index * classes, (index + 1) * classes)))
}

const softmax = (logits: Float32Array): Float32Array => {
  const top = Math.max(...logits)
  const powers = logits.map((value) => Math.exp(value - top))
  const sum = powers.reduce((total, value) => total + value, 0)
  return powers.map((value) => value / sum)
}
