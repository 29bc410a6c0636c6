import type { ModelEntry } from '../../models/manifest.ts'
import type { CaptionSplit, Span } from '../../pipeline/types.ts'
import { whole } from '../assemble.ts'
import { createCopier } from './copy.ts'
import { labelAnswers } from './labels.ts'
import { openGenerator } from './model.ts'

/**
 * The paper's splitter: a causal LM answers with the text of each panel, ` next caption:` between
 * them, decoded so that it can only copy spans of the caption. The format has no labels; the
 * markers that no answer copied give them.
 * @throws FatalError when the model cannot be opened.
 */
export const splitByGeneration = async (
  caption: string,
  folder: string,
  entry: ModelEntry,
): Promise<CaptionSplit> => {
  if (caption.trim() === '') return whole(caption)
  const generator = await openGenerator(folder, entry)
  const { prompt, separator, growth } = generator.settings
  // With a space before it the first word is written like every other.
  const source = generator.encode(` ${caption}`)
  const spans = tokenSpans(caption, source, generator.decode)
  const begins = spans.map(
    ([start]) => start === 0 || !/[\p{L}\p{N}]/u.test(caption[start - 1] ?? ''),
  )
  const copier = createCopier(source, begins, generator.encode(separator))
  const answer = await generator.generate(
    prompt.replace('{caption}', () => caption),
    Math.ceil(source.length * growth),
    (tokens) => copier.allowed(tokens),
  )
  const answers = copier
    .read(answer)
    .map((runs): Span[] =>
      runs.map(([first, last]) => [spans[first]?.[0] ?? 0, spans[last]?.[1] ?? 0]),
    )
  // What is said twice is one picture.
  const entries = [...new Map(answers.map((spans) => [spans.join(' '), spans])).values()]
  if (entries.length < 2) return whole(caption)
  return { multi: true, panels: labelAnswers(caption, entries) }
}

/** Where each token stands in the caption: its text is looked for after the token before it. */
export const tokenSpans = (
  caption: string,
  ids: readonly number[],
  decode: (ids: number[]) => string,
): Span[] => {
  const folded = caption.toLowerCase()
  let at = 0
  return ids.map((id): Span => {
    const text = decode([id]).trim().toLowerCase()
    const found = text === '' || text.includes('\ufffd') ? -1 : folded.indexOf(text, at)
    // A token that is white space, or a part of a letter, lies where the last one ended.
    if (found < 0 || found > at + 40) return [at, at]
    at = found + text.length
    return [found, at]
  })
}
