import { Tensor } from 'onnxruntime-node'
import { z } from 'zod'
import { type ClassifyInput, type Stain, stains, type Topic, topics } from '../pipeline/types.ts'
import { defaultModelFolder, readManifest } from './manifest.ts'
import { type Model, modelHash, openModel } from './open.ts'
import { openWordPiece, type WordPiece } from './wordpiece.ts'

/** What the caption classifier reads in a caption and its article's title and abstract. */
export interface TextReading {
  /** Logits: human material is shown; other material is shown. */
  human: number
  other: number
  /** Probabilities, in the order of `stains` and `topics`. */
  stains: Record<Stain, number>
  topics: Record<Topic, number>
  /** Unit vector of 384 numbers: sentences alike in meaning lie close. */
  features: Float32Array
}

export interface TextClassifier {
  /** Changes whenever the reading of some text may change. */
  readonly version: string
  readonly settings: Model['settings']
  read(input: Pick<ClassifyInput, 'caption' | 'title' | 'abstract'>): Promise<TextReading>
}

const name = 'caption-classifier'
const Limits = z.object({ caption_pieces: z.number().int(), article_pieces: z.number().int() })

/** Readings remembered a process: species, stain and topic of one pair share one inference. */
const remembered = 256
const opened = new Map<string, TextClassifier | null>()

/**
 * The shipped or configured caption classifier, or null when the folder's manifest has none: the
 * stages then work by rules alone and their version says so.
 */
export const textClassifier = (folder = defaultModelFolder): TextClassifier | null => {
  let classifier = opened.get(folder)
  if (classifier === undefined) {
    const entry = readManifest(folder)[name]
    classifier = entry === undefined ? null : create(folder, entry.settings)
    opened.set(folder, classifier)
  }
  return classifier
}

const create = (folder: string, settings: Model['settings']): TextClassifier => {
  const limits = Limits.parse(settings)
  const readings = new Map<string, Promise<TextReading>>()
  const infer = async (caption: string, article: string): Promise<TextReading> => {
    const model = await openModel(name, folder)
    return run(model, openWordPiece(model.path('vocabulary')), limits, caption, article)
  }
  return {
    version: modelHash(name, folder),
    settings,
    read({ caption, title = '', abstract = '' }) {
      const article = abstract === '' ? title : `${title}. ${abstract}`
      const key = `${article}\n${caption}`
      const known = readings.get(key)
      if (known) return known
      const reading = infer(caption, article)
      readings.set(key, reading)
      const [oldest] = readings.keys()
      if (readings.size > remembered && oldest !== undefined) readings.delete(oldest)
      return reading
    },
  }
}

const run = async (
  model: Model,
  words: WordPiece,
  limits: z.infer<typeof Limits>,
  caption: string,
  article: string,
): Promise<TextReading> => {
  const first = words.encode(caption).ids.slice(0, limits.caption_pieces)
  const second = words.encode(article).ids.slice(0, limits.article_pieces)
  const ids = [words.cls, ...first, words.sep, ...(second.length > 0 ? [...second, words.sep] : [])]
  const types = ids.map((_, index) => (index < first.length + 2 ? 0 : 1))
  const shape = [1, ids.length]
  const { species, stain, topic, text_features } = await model.session.run({
    input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
    token_type_ids: new Tensor('int64', BigInt64Array.from(types, BigInt), shape),
  })
  const [human = 0, other = 0] = numbers(species)
  return {
    human,
    other,
    stains: named(stains, numbers(stain).map(sigmoid)),
    topics: named(topics, softmax(numbers(topic))),
    features: Float32Array.from(numbers(text_features)),
  }
}

const numbers = (tensor: Tensor | undefined): number[] =>
  tensor?.data instanceof Float32Array ? [...tensor.data] : []

const named = <K extends string>(keys: readonly K[], values: number[]): Record<K, number> =>
  Object.fromEntries(keys.map((key, index) => [key, values[index] ?? 0])) as Record<K, number>

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit))

const softmax = (logits: number[]): number[] => {
  const top = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp(logit - top))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
