import type { FigureSource, LicenceDecision } from '../../pipeline/types.ts'
import { captionNodes } from './caption.ts'
import {
  chooseHref,
  graphicsOf,
  isLanguageGroup,
  isPicture,
  ownCaption,
  owners,
  type Resolve,
} from './graphics.ts'
import { thirdParty, translatedCaption } from './rights.ts'
import { plainText, type RichText, richText } from './text.ts'
import { ancestor, child, childrenNamed, descendants, type XmlNode } from './tree.ts'

/** Peer review, translations and meeting abstracts are not this article. */
const otherArticles = new Set(['sub-article', 'response'])

export interface FoundFigure {
  node: XmlNode
  /** Ids that a mention may point at: the figure's own and those it is part of. */
  targets: string[]
  source: Omit<FigureSource, 'mentions'>
}

/**
 * Every figure of the main article in document order, one for each full-size graphic. Pictures
 * among the supplements count when they were shipped.
 */
export const readFigures = (
  article: XmlNode,
  resolve: Resolve,
  licence: Pick<LicenceDecision, 'class'>,
): FoundFigure[] => {
  const found: FoundFigure[] = []
  for (const node of inOrder(article)) {
    if (node.name === 'supplementary-material') {
      if (isShippedPicture(node, resolve)) found.push(...readFigure(node, resolve, licence))
    } else if (node.name === 'fig-group') {
      if (ownsGraphic(node)) found.push(...readFigure(node, resolve, licence))
    } else if (!isTranslation(node)) found.push(...readFigure(node, resolve, licence))
  }
  return nameFigures(found)
}

const kinds = new Set(['fig', 'fig-group', 'supplementary-material'])

const inOrder = (node: XmlNode, found: XmlNode[] = []): XmlNode[] => {
  for (const inner of node.children) {
    if (typeof inner === 'string' || otherArticles.has(inner.name)) continue
    if (kinds.has(inner.name)) found.push(inner)
    inOrder(inner, found)
  }
  return found
}

/** A group may hold its pictures itself, without a `fig` around each. */
const ownsGraphic = (group: XmlNode) =>
  childrenNamed(group, 'fig').length === 0 && graphicsOf(group).length > 0

/** A supplement that is a picture (PLOS: `S1 Fig`), not one inside a figure and not a data file. */
const isShippedPicture = (node: XmlNode, resolve: Resolve): boolean => {
  if (ancestor(node, new Set(['fig', 'table-wrap']))) return false
  const media = node.attributes.href ? node : child(node, 'media')
  const href = media?.attributes.href
  return href !== undefined && media !== undefined && isPicture(media) && resolve(href) !== null
}

/**
 * What lends its label and caption to a figure inside it: a group, or a figure of figures. One that
 * shows a picture itself keeps them (eLife's supplements), unless the inner one has no caption.
 */
const lender = (node: XmlNode): XmlNode | undefined => {
  const up = ancestor(node, new Set([...owners, 'app', 'sec', 'body']))
  if (up?.name === 'fig-group') return up
  const lends = up?.name === 'fig' && (graphicsOf(up).length === 0 || !child(node, 'caption'))
  return lends ? up : undefined
}

const readFigure = (
  node: XmlNode,
  resolve: Resolve,
  licence: Pick<LicenceDecision, 'class'>,
): FoundFigure[] => {
  const group = lender(node)
  const label = plainText(child(node, 'label')) || plainText(child(group, 'label')) || null
  const { text: caption, bold } = captionOf(node, group, label)
  const graphics =
    node.name === 'supplementary-material' && node.attributes.href ? [[node]] : graphicsOf(node)
  const chosen = distinct(graphics.map((graphic) => ({ graphic, ...chooseHref(graphic, resolve) })))
  const graphic_captions = chosen.flatMap(({ graphic, href }) =>
    graphic[0] === node ? [] : ownCaption(graphic, href),
  )
  const media = [...descendants(node, 'media', owners)].find((item) => item.attributes.href)
  const targets = [node.attributes.id, group?.attributes.id].filter((id) => id !== undefined)
  const base = {
    ...{ figure_id: node.attributes.id ?? '', ordinal: 0, label, caption, bold, graphic_captions },
    media: chosen.length === 0 ? (media?.attributes.href ?? null) : null,
    third_party: thirdParty(node, caption, licence),
  }
  if (chosen.length === 0) {
    // A figure of figures shows nothing itself.
    if (descendants(node, 'fig').next().done === false) return []
    return [{ node, targets, source: { ...base, href: null, file: null } }]
  }
  return chosen.map(({ graphic, href, file }) => {
    const [own] = caption === '' ? ownCaption(graphic, href) : []
    const words = own ? { caption: own.caption, label: label ?? own.label } : {}
    return { node, targets, source: { ...base, ...words, href, file } }
  })
}

/** Two hrefs that mean one shipped file are one picture. */
const distinct = <T extends { file: string | null }>(chosen: T[]): T[] =>
  chosen.filter(
    ({ file }, index) => file === null || chosen.findIndex((item) => item.file === file) === index,
  )

/** Ids may be missing or repeated: then the position in the article makes them unique. */
const nameFigures = (found: FoundFigure[]): FoundFigure[] => {
  const used = new Set<string>()
  return found.map((figure, ordinal) => {
    const stem = figure.source.figure_id || `fig-${ordinal + 1}`
    let figure_id = stem
    for (let copy = 2; used.has(figure_id); copy += 1) figure_id = `${stem}-${copy}`
    used.add(figure_id)
    return { ...figure, source: { ...figure.source, figure_id, ordinal } }
  })
}

/** In a group of translations only the English figure stands, or the first when there is none. */
const isTranslation = (node: XmlNode): boolean => {
  const { parent } = node
  if (parent?.name !== 'fig-group') return false
  const siblings = childrenNamed(parent, 'fig')
  const languages = siblings.map((sibling) => sibling.attributes.lang ?? null)
  const several = new Set(languages).size > 1 && !languages.includes(null)
  if (!several) return false
  const english = siblings.find((_, index) => /^en/i.test(languages[index] ?? ''))
  return node !== (english ?? siblings[0])
}

const captionOf = (node: XmlNode, group: XmlNode | undefined, label: string | null): RichText => {
  const own = captionNodes(node)
  const shared = group && !isLanguageGroup(group) ? captionNodes(group) : []
  const english = isEnglish(label) ? undefined : translationOf(node)
  if (english) return english
  if (own.length > 0 || shared.length > 0) return richText([...shared, ...own])
  // Some deposits leave the caption element out and write paragraphs straight into the figure.
  return richText(childrenNamed(node, 'p'))
}

const isEnglish = (label: string | null) => label === null || !/^(?:figura|gr[aá]fico)/i.test(label)

/** The English caption of a figure whose own is not, where the deposit put it into the credit. */
const translationOf = (node: XmlNode): RichText | undefined => {
  for (const credit of childrenNamed(node, 'attrib')) {
    const { text, bold } = richText([{ ...credit, name: 'p' }])
    const cut = translatedCaption.exec(text)?.[0].length
    if (cut === undefined) continue
    const kept = bold.flatMap(([start, end]) =>
      end > cut ? [[Math.max(0, start - cut), end - cut] as const] : [],
    )
    return { text: text.slice(cut), bold: kept }
  }
  return undefined
}
