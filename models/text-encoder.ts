import { Tensor } from 'onnxruntime-node'
import { z } from 'zod'
import { FatalError } from '../pipeline/errors.ts'
import { openModel } from './open.ts'
import { openWordPiece } from './wordpiece.ts'

export const textEncoderName = 'caption-encoder'

const Settings = z.object({ pieces: z.number().int() })

/**
 * One vector for a piece of caption: texts alike in meaning lie close.
 * @returns unit vector, 384 numbers
 * @throws FatalError `E_MODEL_MISSING`, `E_MODEL_LOAD` or `E_MODEL_OUTPUT`.
 */
export const encodeText = async (text: string, folder?: string): Promise<Float32Array> => {
  const model = await openModel(textEncoderName, folder)
  const words = openWordPiece(model.path('vocabulary'))
  const { pieces } = Settings.parse(model.settings)
  const ids = [words.cls, ...words.encode(text).ids.slice(0, pieces), words.sep]
  const { text_features } = await model.session.run({
    input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
  })
  if (!(text_features?.data instanceof Float32Array))
    throw new FatalError(
      'E_MODEL_OUTPUT',
      `model "${textEncoderName}" must give a float output "text_features": see its card`,
    )
  return text_features.data
}
