import type { SubCaption } from '../../pipeline/types.ts'

const bracketed = /\(([A-Za-z])(?:\s*[-–]\s*([A-Za-z])|((?:\s*(?:,|and|&)\s*[A-Za-z])+))?\)/g

/**
 * What a plain regular expression can do: bracketed letters, ranges and lists own the text up to the
 * next ones; the text before the first is shared.
 */
export const byRegex = (caption: string): Pick<SubCaption, 'labels' | 'full'>[] => {
  const marks = [...caption.matchAll(bracketed)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    labels: lettersOf(match[1] ?? '', match[2], match[3]),
  }))
  if (new Set(marks.flatMap((mark) => mark.labels)).size < 2) return []
  const prefix = caption.slice(0, marks[0]?.from ?? 0)
  const seen = new Set<string>()
  return marks.flatMap(({ to, labels }, index) => {
    const fresh = labels.filter((label) => !seen.has(label))
    for (const label of fresh) seen.add(label)
    const own = caption.slice(to, marks[index + 1]?.from ?? caption.length)
    return fresh.length > 0 ? [{ labels: fresh, full: `${prefix} ${own}` }] : []
  })
}

const lettersOf = (first: string, last: string | undefined, rest: string | undefined): string[] => {
  if (last === undefined) return [first, ...(rest?.match(/\b[A-Za-z]\b/g) ?? [])]
  const [from, to] = [first.charCodeAt(0), last.charCodeAt(0)]
  return Array.from({ length: Math.max(1, to - from + 1) }, (_, step) =>
    String.fromCharCode(from + step),
  )
}

/** The whole caption for each panel, the labels given by an oracle: what not splitting costs. */
export const wholeCaption = (
  caption: string,
  labels: readonly string[],
): Pick<SubCaption, 'labels' | 'full'>[] =>
  labels.map((label) => ({ labels: [label], full: caption }))
