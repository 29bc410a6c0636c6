import { dirname, relative, sep } from 'node:path'
import type { PreTrainedModel, PreTrainedTokenizer, Tensor } from '@huggingface/transformers'
import { z } from 'zod'
import { fileSha256, type ModelEntry, modelPath } from '../../models/manifest.ts'
import { sessionOptions } from '../../models/session.ts'
import { FatalError } from '../../pipeline/errors.ts'

/** What a manifest entry says about a causal LM that answers in the paper's format. */
export const GenerativeSettings = z.object({
  format: z.literal('next-caption'),
  /** `{caption}` stands for the caption; the answer follows the last character. */
  prompt: z.string().default('{caption}\nanswer:'),
  separator: z.string().default(' next caption:'),
  /** Weights to load, in the names of transformers.js: `fp32`, `q8`, `q4` … */
  dtype: z.enum(['fp32', 'fp16', 'q8', 'int8', 'uint8', 'q4', 'bnb4', 'q4f16']).default('fp32'),
  /** An answer is cut after this many tokens for each token of the caption. */
  growth: z.number().positive().default(4),
})
export type GenerativeSettings = z.infer<typeof GenerativeSettings>

export interface Generator {
  settings: GenerativeSettings
  encode(text: string): number[]
  decode(ids: number[]): string
  /** Greedy decoding where `allow` names the only tokens that may come next. */
  generate(
    prompt: string,
    limit: number,
    allow: (answer: number[]) => { tokens: Set<number>; end: boolean },
  ): Promise<number[]>
}

const opened = new Map<string, Promise<Generator>>()

/**
 * Opens a causal LM in transformers.js layout (`config.json`, `tokenizer.json`, `onnx/model.onnx`) from
 * a models folder, once per process. Nothing is fetched.
 * @throws FatalError `E_MODEL_MISSING`, `E_MODEL_CHECKSUM` or `E_MODEL_LOAD`.
 */
export const openGenerator = (folder: string, entry: ModelEntry): Promise<Generator> => {
  const key = `${folder}\n${entry.sha256}`
  let generator = opened.get(key)
  if (!generator) {
    generator = load(folder, entry)
    opened.set(key, generator)
  }
  return generator
}

const load = async (folder: string, entry: ModelEntry): Promise<Generator> => {
  const settings = GenerativeSettings.parse(entry.settings)
  for (const { file, sha256 } of [entry, ...Object.values(entry.files)]) {
    const path = modelPath(file, folder)
    const found = await fileSha256(path).catch((cause: unknown) => {
      throw new FatalError('E_MODEL_MISSING', `model file ${path} is missing`, { cause })
    })
    if (found !== sha256)
      throw new FatalError('E_MODEL_CHECKSUM', `model file ${path} differs from the manifest`)
  }
  const root = dirname(dirname(modelPath(entry.file, folder)))
  const { AutoModelForCausalLM, AutoTokenizer, env, LogitsProcessor, LogitsProcessorList } =
    await import('@huggingface/transformers')
  env.allowRemoteModels = false
  env.localModelPath = dirname(root)
  const name = relative(dirname(root), root).split(sep).join('/')
  try {
    const tokenizer: PreTrainedTokenizer = await AutoTokenizer.from_pretrained(name, {
      local_files_only: true,
    })
    const model: PreTrainedModel = await AutoModelForCausalLM.from_pretrained(name, {
      local_files_only: true,
      dtype: settings.dtype,
      device: 'cpu',
      session_options: { ...(await sessionOptions()) },
    })
    const end = tokenizer.encode(tokenizer.eos_token ?? '', { add_special_tokens: false }).at(-1)
    if (end === undefined) throw new TypeError('the tokenizer names no eos_token')

    class Only extends LogitsProcessor {
      constructor(
        readonly size: number,
        readonly allow: (answer: number[]) => { tokens: Set<number>; end: boolean },
      ) {
        super()
      }

      override _call(ids: bigint[][], logits: Tensor): Tensor {
        const answer = (ids[0] ?? []).slice(this.size).map(Number)
        const { tokens, end: mayEnd } = this.allow(answer)
        const scores = logits.data as Float32Array
        for (let token = 0; token < scores.length; token++)
          if (!tokens.has(token) && !(token === end && (mayEnd || tokens.size === 0)))
            scores[token] = Number.NEGATIVE_INFINITY
        return logits
      }
    }

    return {
      settings,
      encode: (text) => tokenizer.encode(text, { add_special_tokens: false }),
      decode: (ids) =>
        tokenizer.decode(ids, { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
      generate: async (prompt, limit, allow) => {
        const inputs = tokenizer(prompt)
        const size: number = inputs.input_ids.dims.at(-1) ?? 0
        const processors = new LogitsProcessorList()
        processors.push(new Only(size, allow))
        const output = (await model.generate({
          ...inputs,
          max_new_tokens: limit,
          do_sample: false,
          eos_token_id: end,
          logits_processor: processors,
        })) as Tensor
        const answer = [...(output.data as BigInt64Array)].slice(size).map(Number)
        return answer.at(-1) === end ? answer.slice(0, -1) : answer
      },
    }
  } catch (cause) {
    throw new FatalError('E_MODEL_LOAD', `the language model in ${root} cannot be loaded`, {
      cause,
    })
  }
}
