import type { ModelEntry } from '../../models/manifest.ts'
import type { CaptionSplit, Span, SubCaption } from '../../pipeline/types.ts'
import { read, whole } from '../assemble.ts'
import { splitByGrammar } from '../by-grammar.ts'
import { createCopier } from './copy.ts'
import { openGenerator } from './model.ts'

/**
 * The paper's splitter: a causal LM answers with the text of each panel, ` next caption:` between
 * them, decoded so that it can only copy spans of the caption. The format has no labels: each answer
 * takes those of the panel the grammar finds whose own text it covers best, else none.
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
  const entries = copier
    .read(answer)
    .map((runs): Span[] =>
      runs.map(([first, last]) => [spans[first]?.[0] ?? 0, spans[last]?.[1] ?? 0]),
    )
  if (entries.length < 2) return whole(caption)
  return { multi: true, panels: label(caption, entries) }
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

const label = (caption: string, entries: readonly Span[][]): SubCaption[] => {
  const grammar = splitByGrammar(caption)
  const named = grammar.multi ? grammar.panels : []
  const shared = sharedBy(entries)
  const taken = new Set<SubCaption>()
  return entries.map((spans) => {
    const best = named
      .filter((panel) => !taken.has(panel))
      .map((panel) => ({ panel, shared: overlap(own(panel, named), spans) }))
      .sort((a, b) => b.shared - a.shared)[0]
    if (best && best.shared > 0) taken.add(best.panel)
    return {
      labels: best && best.shared > 0 ? best.panel.labels : [],
      subcaption: read(
        caption,
        spans.filter((span) => !shared.has(span.join())),
      ),
      full: read(caption, spans),
      spans,
    }
  })
}

const sharedBy = (entries: readonly Span[][]): Set<string> => {
  const [first = [], ...rest] = entries.map((spans) => new Set(spans.map((span) => span.join())))
  return new Set([...first].filter((span) => rest.every((other) => other.has(span))))
}

/** Spans of a panel that some other panel has not. */
const own = (panel: SubCaption, all: readonly SubCaption[]): Span[] =>
  panel.spans.filter(
    (span) => !all.every((other) => other.spans.some((each) => each.join() === span.join())),
  )

const overlap = (a: readonly Span[], b: readonly Span[]): number =>
  a.reduce(
    (sum, [start, end]) =>
      sum +
      b.reduce(
        (inner, [from, to]) => inner + Math.max(0, Math.min(end, to) - Math.max(start, from)),
        0,
      ),
    0,
  )
