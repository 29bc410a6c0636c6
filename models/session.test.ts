import { fileURLToPath } from 'node:url'
import { Tensor } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { openSession } from './session.ts'

test.each([
  ['matmul', [1, 64]],
  ['conv', [1, 64, 2, 2]],
])('8-bit products of %s are exact on every processor', async (name, dims) => {
  const session = await openSession(fileURLToPath(new URL(`probe/${name}.onnx`, import.meta.url)))
  const bytes = new Uint8Array(dims.reduce((all, length) => all * length)).fill(255)
  const { sums } = await session.run({ bytes: new Tensor('uint8', bytes, dims) })
  expect(Number(sums?.data[0])).toBe(255 * 127 * 64)
})
