import type { Marker } from '../types.ts'

const side = '(?:left|right|middle|cent(?:er|re)|central|top|bottom|upper|lower)'
const place = `(?:(?:upper|lower|top|bottom|middle|far)[ -])?(?:${side})(?:most)?`
const thing =
  '(?:panels?|images?|pictures?|photos?|photographs?|micrographs?|rows?|columns?|graphs?|plots?|insets?|parts?)'
const bracketed = new RegExp(
  `[([]\\s*(?:on\\s+|in\\s+|at\\s+)?(?:the\\s+)?(${place})(?:[- ](?:hand )?)?\\s*(?:side\\b\\s*)?(${thing})?\\s*[)\\]]`,
  'giu',
)
const remarked = new RegExp(
  `[([]\\s*(${place})\\s+(${thing})\\s*[,;:]\\s*([^()]{2,60})[)\\]]`,
  'giu',
)
const glossed = new RegExp(`[([]([^()]{2,60}),\\s*(${place})\\s*(${thing})?\\s*[)\\]]`, 'giu')
const named = new RegExp(
  `(?:(?<=^|[.;:,]\\s)|\\b(?:and|while|whereas)\\s+)(?:the\\s+|on\\s+the\\s+|in\\s+the\\s+)?(${place})\\s(?:(?:two|three|four)\\s)?(${thing})\\b(?:\\s*[:,)]|\\s*[-–—]\\s)?`,
  'giu',
)
const keyed = new RegExp(
  `(?:(?<=^|[.;]\\s))(?:on\\s+the\\s+|the\\s+)?(${place})(?:\\s(${thing}))?\\s?(?:[:=,]|[-–—]\\s)\\s?`,
  'giu',
)

const alone = new RegExp(`^(?:on\\s+|in\\s+|at\\s+)?(?:the\\s+)?${place}(?:\\s+${thing})?$`, 'iu')

/** Whether words say where something is and nothing else: "left panel", "upper row". */
export const isPlace = (text: string): boolean => alone.test(text.trim())

/**
 * Panels told apart by where they are. Lower-case words are the labels: `left`, `top`; "panel" is
 * left out, rows, columns and plurals stay (`upper row`, `left panels`). Positions count only as a
 * set of two or more that differ; callers use them only when no letters are found.
 */
export const positions = (caption: string): Marker[] => {
  const markers: Marker[] = []
  const add = (
    start: number,
    end: number,
    where: string,
    what: string | undefined,
    gloss: Marker['gloss'] = null,
  ) => {
    if (markers.some((other) => start < other.end && other.start < end)) return
    if (/^insets?$/i.test(what ?? '')) return
    markers.push({ start, end, labels: [label(where, what)], form: 'position', gloss })
  }
  for (const match of caption.matchAll(bracketed))
    add(match.index, match.index + match[0].length, match[1] ?? '', match[2])
  for (const match of caption.matchAll(remarked)) {
    const to = match.index + match[0].length - 1
    const from = to - (match[3]?.length ?? 0)
    add(match.index, to + 1, match[1] ?? '', match[2], [from, to])
  }
  for (const match of caption.matchAll(glossed)) {
    const from = match.index + 1
    add(match.index, match.index + match[0].length, match[2] ?? '', match[3], [
      from,
      from + (match[1]?.length ?? 0),
    ])
  }
  for (const pattern of [keyed, named])
    for (const match of caption.matchAll(pattern)) {
      const skipped = /^(?:and|while|whereas)\s+/i.exec(match[0])?.[0].length ?? 0
      add(match.index + skipped, match.index + match[0].trimEnd().length, match[1] ?? '', match[2])
    }
  markers.sort((a, b) => a.start - b.start)
  const distinct = new Set(markers.flatMap((marker) => marker.labels))
  return distinct.size > 1 ? markers : []
}

const label = (where: string, what: string | undefined): string => {
  const place = where.toLowerCase().replace('-', ' ').replace(/most$/, '')
  const kind = what?.toLowerCase()
  return kind && /rows?$|columns?$|s$/.test(kind) ? `${place} ${kind}` : place
}
