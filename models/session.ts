import { fileURLToPath } from 'node:url'
import { InferenceSession, Tensor } from 'onnxruntime-node'

const plain: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
}

const exact: InferenceSession.SessionOptions = {
  ...plain,
  extra: { session: { x64quantprecision: '1' } },
}

/** Sums of 64 products 255 x 127 by the kernels of matrices and of convolutions. */
const probes: [file: string, dims: number[]][] = [
  ['matmul', [1, 64]],
  ['conv', [1, 64, 2, 2]],
]

/** Whether 8-bit products are exact on this processor when nothing asks for it. */
const isExact = async (options: InferenceSession.SessionOptions): Promise<boolean> => {
  for (const [file, dims] of probes) {
    const path = fileURLToPath(new URL(`probe/${file}.onnx`, import.meta.url))
    const session = await InferenceSession.create(path, options)
    const bytes = new Uint8Array(dims.reduce((all, length) => all * length)).fill(255)
    const { sums } = await session.run({ bytes: new Tensor('uint8', bytes, dims) })
    await session.release()
    if (Number(sums?.data[0]) !== 255 * 127 * 64) return false
  }
  return true
}

let chosen: Promise<InferenceSession.SessionOptions> | undefined

/**
 * How every network runs: on one thread, since the pipeline fills the cores with processes, and with
 * exact 8-bit products. On processors without VNNI the fast product of unsigned and signed bytes
 * overflows 16 bits and is clipped without a word: the shipped panel-classifier then errs by a third of the
 * spread of its logits. ONNX Runtime avoids that when asked, but even with VNNI, where nothing
 * overflows, it then takes kernels that need 1.7 times as long for the same sums: so a probe decides.
 * @see https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
 */
export const sessionOptions = (): Promise<InferenceSession.SessionOptions> => {
  chosen ??= isExact(plain).then((holds) => (holds ? plain : exact))
  return chosen
}

/** Opens an ONNX file with {@link sessionOptions}. */
export const openSession = async (path: string): Promise<InferenceSession> =>
  InferenceSession.create(path, await sessionOptions())
