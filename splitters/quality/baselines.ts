import type { SubCaption } from '../../pipeline/types.ts'

const bracketed = /\(([A-Za-z])\)/g

/** Every bracketed letter owns the text up to the next one; the text before the first is shared. */
export const byRegex = (caption: string): Pick<SubCaption, 'labels' | 'full'>[] => {
  const marks = [...caption.matchAll(bracketed)]
  if (new Set(marks.map((mark) => mark[1])).size < 2) return []
  const prefix = caption.slice(0, marks[0]?.index ?? 0)
  return marks.map((mark, index) => {
    const from = mark.index + mark[0].length
    const own = caption.slice(from, marks[index + 1]?.index ?? caption.length)
    return { labels: [mark[1] ?? ''], full: `${prefix} ${own}` }
  })
}

/** The whole caption for each panel, the labels given by an oracle: what not splitting costs. */
export const wholeCaption = (
  caption: string,
  labels: readonly string[],
): Pick<SubCaption, 'labels' | 'full'>[] =>
  labels.map((label) => ({ labels: [label], full: caption }))
