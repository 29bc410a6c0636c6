import type { Span, SubCaption } from '../../pipeline/types.ts'
import { assemble, read } from '../assemble.ts'
import { findCandidates } from '../grammar/candidates.ts'
import { readMarkers } from '../grammar/index.ts'
import { scope } from '../scope.ts'
import type { Candidate } from '../types.ts'

/** How much of the belief in a marker lies in whether an answer copied it; the rest is the grammar's. */
const share = 0.7

/**
 * Labels for answers that have none. What no answer copied was a marker or a comma to the model: with
 * that belief the grammar reads the markers, and each panel it finds gives its labels to the answer
 * that covers most of the panel's own text.
 */
export const labelAnswers = (caption: string, entries: readonly Span[][]): SubCaption[] => {
  const belief = (candidate: Candidate) =>
    share * Number(!copied(entries, candidate)) + (1 - share) * candidate.prior
  const { markers, labels } = readMarkers(caption, belief, findCandidates(caption))
  const named = labels.length < 2 ? [] : assemble(caption, scope(caption, markers), labels).panels
  const labelsOf = entries.map((): string[] => [])
  for (const panel of named) {
    const text = own(panel, named)
    const covers = entries.map((spans) => overlap(text.length > 0 ? text : panel.spans, spans))
    const most = Math.max(...covers)
    if (most > 0) labelsOf[covers.indexOf(most)]?.push(...panel.labels)
  }
  const shared = sharedBy(entries)
  return entries.map((spans, index) => ({
    labels: labelsOf[index] ?? [],
    subcaption: read(
      caption,
      spans.filter((span) => !shared.has(span.join())),
    ),
    full: read(caption, spans),
    spans,
  }))
}

const copied = (entries: readonly Span[][], { start, end }: Candidate): boolean =>
  entries.some((spans) => overlap([[start, end]], spans) > (end - start) / 2)

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
