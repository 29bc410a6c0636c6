import type { Mention } from '../../pipeline/types.ts'
import type { FoundFigure } from './figures.ts'
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
const paragraphs = new Set(['p', 'title', 'td'])

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
  const all = [...readParagraphs(article, [])]
  const texts = new Map<XmlNode, string>()
  const textOf = (node: XmlNode) => {
    const text = texts.get(node) ?? richText([withoutFloats(node)]).text
    texts.set(node, text)
    return text
  }
  const add = (index: number, { node, section }: Paragraph, reference: string) => {
    if (seen[index]?.has(node)) return
    seen[index]?.add(node)
    mentions[index]?.push({ text: textOf(node), section, reference })
  }

  for (const paragraph of all) {
    let last: number | null = null
    for (const { node, before, after } of paragraph.references) {
      const indexes = (node.attributes.rid ?? '')
        .split(/\s+/)
        .flatMap((id) => byTarget.get(id) ?? [])
      const reference = `${plainText(node)}${/^\s?[A-Za-z](?:\s?[-–—,]\s?[A-Za-z])*(?![A-Za-z])/.exec(after)?.[0] ?? ''}`
      const [first] = indexes
      if (last !== null && first !== undefined && /^\s*(?:[-–—‐-]|to|through)\s*$/.test(before))
        for (let between = last + 1; between < first; between += 1)
          add(between, paragraph, reference)
      for (const index of indexes) add(index, paragraph, reference)
      last = indexes.at(-1) ?? null
    }
  }
  for (const [index, { source }] of figures.entries()) {
    if (mentions[index]?.length !== 0) continue
    const number = /\d+/.exec(source.label ?? '')?.[0]
    if (number === undefined || !/^fig/i.test(source.label ?? '')) continue
    const printed = new RegExp(String.raw`\bfig(?:ure|s|\.)*\s*${number}(?!\d)[A-Za-z]?`, 'i')
    for (const paragraph of all) {
      if (!mayCite(paragraph.node)) continue
      const reference = printed.exec(textOf(paragraph.node))?.[0]
      if (reference !== undefined) add(index, paragraph, reference)
    }
  }
  return mentions
}

/** Whether a piece of the paragraph's text says "fig": cheaper than reading all of it. */
const mayCite = (node: XmlNode): boolean =>
  node.children.some((item) =>
    typeof item === 'string' ? /fig/i.test(item) : !floats.has(item.name) && mayCite(item),
  )

/** Paragraphs outside floats, each with the titles of its sections. */
function* readParagraphs(node: XmlNode, section: string[]): Generator<Paragraph> {
  for (const inner of node.children) {
    if (typeof inner === 'string' || otherArticles.has(inner.name)) continue
    const title = inner.name === 'sec' ? plainText(child(inner, 'title')) : ''
    const path = title === '' ? section : [...section, title]
    if (paragraphs.has(inner.name) && !floats.has(node.name))
      yield { node: inner, section, references: [...readReferences(inner)] }
    if (inner.name !== 'front' && inner.name !== 'caption') yield* readParagraphs(inner, path)
  }
}

/** References to figures in one paragraph, not in the floats that lie in it. */
function* readReferences(paragraph: XmlNode): Generator<Paragraph['references'][number]> {
  let before = ''
  const found: Paragraph['references'] = []
  const visit = (node: XmlNode) => {
    for (const item of node.children) {
      if (typeof item === 'string') {
        before += item
        const last = found.at(-1)
        if (last && last.after === '') last.after = item
        continue
      }
      if (floats.has(item.name) || paragraphs.has(item.name)) continue
      const kind = (item.attributes['ref-type'] ?? '').toLowerCase()
      if (item.name === 'xref' && item.attributes.rid !== undefined && !otherTargets.has(kind)) {
        found.push({ node: item, before, after: '' })
        before = ''
      } else visit(item)
    }
  }
  visit(paragraph)
  yield* found
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

const withoutFloats = (node: XmlNode): XmlNode => ({
  ...node,
  children: node.children.flatMap((item) =>
    typeof item === 'string' || !floats.has(item.name)
      ? [typeof item === 'string' ? item : withoutFloats(item)]
      : [' '],
  ),
})
