import type { Mention } from '../../pipeline/types.ts'
import type { FoundFigure } from './figures.ts'
import { between, printedNumber, printedReferences } from './printed.ts'
import { plainText, richText } from './text.ts'
import { child, type XmlNode } from './tree.ts'

const otherArticles = new Set(['sub-article', 'response', 'ref-list'])
const floats = new Set([
  'fig',
  'fig-group',
  'table-wrap',
  'supplementary-material',
  'boxed-text',
  'caption',
])
/** Letters right behind a reference; after a space only where they cannot be a word. */
const panelLetters =
  /^(?:[A-Za-z](?:\s?[-–—,]\s?[A-Za-z](?![A-Za-z]))*(?![A-Za-z])|\s[A-Z](?:\s?[-–—,]\s?[A-Z])*(?=[),;.]))/
/** What stands between the ends of a range: `Figs. 1–3`. */
const rangeMark = /^\s*(?:[-–—‐]|to|through)\s*$/

const paragraphs = new Set(['p', 'title', 'td', 'th'])
/** The paragraphs right below these describe the float; those of a box are text. */
const captioned = new Set([...floats].filter((name) => name !== 'boxed-text'))

interface Paragraph {
  node: XmlNode
  section: string[]
  /** References in order: the element and the text that follows it. */
  references: { node: XmlNode; before: string; after: string }[]
}

/**
 * The paragraphs that cite each figure, by `xref` (several ids in one `rid`, ranges between two
 * references included) and, for a figure that no `xref` names, by its printed number.
 * @returns mentions by the figure's position; a paragraph counts once.
 */
export const readMentions = (article: XmlNode, figures: readonly FoundFigure[]): Mention[][] => {
  const byTarget = new Map<string, number[]>()
  for (const [index, { targets }] of figures.entries())
    for (const id of targets) byTarget.set(id, [...(byTarget.get(id) ?? []), index])
  const mentions: Mention[][] = figures.map(() => [])
  const seen = figures.map(() => new Set<XmlNode>())
  const all = readParagraphs(article, [])
  const texts = new Map<XmlNode, string>()
  const textOf = (node: XmlNode) => {
    const text = texts.get(node) ?? richText([node]).text
    texts.set(node, text)
    return text
  }
  const add = (index: number, { node, section }: Paragraph, reference: string) => {
    if (seen[index]?.has(node)) return
    seen[index]?.add(node)
    mentions[index]?.push({ text: textOf(node), section, reference })
  }

  // Copernicus leaves the numbering of figures to the printer.
  const unlabelled = figures.every(({ source }) => source.label === null)
  const byNumber = new Map<string, number[]>()
  for (const [index, { source }] of figures.entries()) {
    const number = unlabelled ? String(index + 1) : printedNumber(source.label)
    if (number !== null) byNumber.set(number, [...(byNumber.get(number) ?? []), index])
  }
  const numbered = (numbers: readonly string[]) =>
    numbers.flatMap((name) => byNumber.get(name) ?? [])

  for (const paragraph of all) {
    let last: string | null = null
    for (const { node, before, after } of paragraph.references) {
      const indexes = (node.attributes.rid ?? '')
        .split(/\s+/)
        .flatMap((id) => byTarget.get(id) ?? [])
      const [first] = indexes
      if (first === undefined) {
        last = null
        continue
      }
      const reference = `${plainText(node)}${panelLetters.exec(after)?.[0] ?? ''}`
      const number = printedNumber(figures[first]?.source.label ?? null)
      if (last !== null && number !== null && rangeMark.test(before))
        for (const index of numbered(between(last, number))) add(index, paragraph, reference)
      for (const index of indexes) add(index, paragraph, reference)
      // One reference may print more figures than its `rid` names: "Figures 1-3" to F1.
      const printed = printedReferences(reference).map((found) => found.number)
      if (printed.length > 1)
        for (const index of numbered(printed)) add(index, paragraph, reference)
      last = printedNumber(figures[indexes.at(-1) ?? first]?.source.label ?? null)
    }
  }
  const silent = new Set([...figures.keys()].filter((index) => mentions[index]?.length === 0))
  if (silent.size === 0) return mentions
  for (const paragraph of all) {
    if (!mayCite(paragraph.node)) continue
    for (const { number, reference } of printedReferences(textOf(paragraph.node)))
      for (const index of byNumber.get(number) ?? [])
        if (silent.has(index)) add(index, paragraph, reference)
  }
  return mentions
}

/** Whether a piece of the paragraph's text says "fig": cheaper than reading all of it. */
const mayCite = (node: XmlNode): boolean =>
  node.children.some((item) =>
    typeof item === 'string' ? /fig|abb/i.test(item) : !floats.has(item.name) && mayCite(item),
  )

/** Paragraphs outside floats, each with the titles of its sections. */
const readParagraphs = (node: XmlNode, section: string[], found: Paragraph[] = []): Paragraph[] => {
  for (const inner of node.children) {
    if (typeof inner === 'string' || otherArticles.has(inner.name)) continue
    const title = inner.name === 'sec' ? plainText(child(inner, 'title')) : ''
    const path = title === '' ? section : [...section, title]
    if (paragraphs.has(inner.name) && !captioned.has(node.name))
      found.push({ node: inner, section, references: readReferences(inner) })
    if (inner.name !== 'front' && inner.name !== 'caption') readParagraphs(inner, path, found)
  }
  return found
}

/** As much of the text between two references as can be the mark of a range. */
const markLength = 24

/** References to figures in one paragraph, not in the floats that lie in it. */
const readReferences = (paragraph: XmlNode): Paragraph['references'] => {
  const found: Paragraph['references'] = []
  collect(paragraph, found, '')
  return found
}

/** @returns the text since the last reference, as far as it matters */
const collect = (node: XmlNode, found: Paragraph['references'], behind: string): string => {
  let before = behind
  for (const item of node.children) {
    if (typeof item === 'string') {
      if (before.length < markLength) before += item.slice(0, markLength)
      const last = found.at(-1)
      if (last && last.after === '') last.after = item
      continue
    }
    if (floats.has(item.name) || paragraphs.has(item.name)) continue
    const kind = (item.attributes['ref-type'] ?? '').toLowerCase()
    if (item.name === 'xref' && item.attributes.rid !== undefined && !otherTargets.has(kind)) {
      found.push({ node: item, before, after: '' })
      before = ''
    } else before = collect(item, found, before)
  }
  return before
}

/** Odd and missing `ref-type` values occur, so only those that surely mean something else are out. */
const otherTargets = new Set([
  'bibr',
  'table',
  'aff',
  'corresp',
  'fn',
  'table-fn',
  'author-notes',
  'disp-formula',
])
