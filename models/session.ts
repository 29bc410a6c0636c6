import { InferenceSession } from 'onnxruntime-node'

/**
 * How every network runs: on one thread, since the pipeline fills the cores with processes, and with
 * exact 8-bit products. On processors without VNNI the fast product of unsigned and signed bytes
 * overflows 16 bits and is clipped without a word: the shipped panel-classifier then errs by a third of the
 * spread of its logits. Where nothing overflows the setting does nothing.
 * @see https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
 */
export const sessionOptions: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
  extra: { session: { x64quantprecision: '1' } },
}

/** Opens an ONNX file with {@link sessionOptions}. */
export const openSession = (path: string): Promise<InferenceSession> =>
  InferenceSession.create(path, sessionOptions)
