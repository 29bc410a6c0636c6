import type { FigureSource, GraphicCaption } from '../../pipeline/types.ts'
import { readLicence } from '../licence/index.ts'
import { plainText, type RichText, richText } from './text.ts'
import { ancestor, child, childrenNamed, descendants, elements, type XmlNode } from './tree.ts'

/** Finds the shipped file that an href means; null when it was not shipped. */
export type Resolve = (href: string) => string | null

/** Peer review, translations and meeting abstracts are not this article. */
const otherArticles = new Set(['sub-article', 'response'])

/** A `fig` owns what lies below it, but not what these own. */
const owners = new Set([
  ...['fig', 'fig-group', 'table-wrap', 'supplementary-material', 'boxed-text', 'caption'],
  ...['chem-struct-wrap', 'disp-formula'],
])

export interface FoundFigure {
  node: XmlNode
  /** Ids that a mention may point at: the figure's own and its group's. */
  targets: string[]
  source: Omit<FigureSource, 'mentions'>
}

/** Every figure of the main article in document order, one for each full-size graphic. */
export const readFigures = (article: XmlNode, resolve: Resolve): FoundFigure[] => {
  const found: FoundFigure[] = []
  const nodes = [...descendants(article, 'fig', otherArticles)].filter(
    (node) => !isTranslation(node),
  )
  for (const node of nodes) found.push(...readFigure(node, resolve))
  return nameFigures(found)
}

const readFigure = (node: XmlNode, resolve: Resolve): FoundFigure[] => {
  const group = node.parent?.name === 'fig-group' ? node.parent : undefined
  const label = plainText(child(node, 'label')) || plainText(child(group, 'label')) || null
  const { text: caption, bold } = captionOf(node, group)
  const graphics = graphicsOf(node)
  const shipped = graphics.map((graphic) => chooseHref(graphic, resolve))
  const graphic_captions = graphics.flatMap((graphic, index) =>
    ownCaption(graphic, shipped[index]?.href),
  )
  const media = [...descendants(node, 'media', owners)].find((item) => item.attributes.href)
  const targets = [node.attributes.id, group?.attributes.id].filter((id) => id !== undefined)
  const base = {
    ordinal: 0,
    label,
    caption,
    bold,
    graphic_captions,
    media: graphics.length === 0 ? (media?.attributes.href ?? null) : null,
    third_party: thirdParty(node, caption),
  }
  const id = node.attributes.id ?? ''
  if (shipped.length === 0)
    return [{ node, targets, source: { ...base, figure_id: id, href: null, file: null } }]
  return shipped.map((graphic) => ({
    node,
    targets,
    source: { ...base, figure_id: id, ...graphic },
  }))
}

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

const captionOf = (node: XmlNode, group: XmlNode | undefined): RichText => {
  const own = captionNodes(node)
  const shared = group && !isLanguageGroup(group) ? captionNodes(group) : []
  if (own.length > 0 || shared.length > 0) return richText([...shared, ...own])
  // Some deposits leave the caption element out and write paragraphs straight into the figure.
  return richText(childrenNamed(node, 'p'))
}

const isLanguageGroup = (group: XmlNode) =>
  childrenNamed(group, 'fig').some((figure) => figure.attributes.lang !== undefined)

/** Children of the caption, the English one when there are several. */
const captionNodes = (owner: XmlNode): XmlNode[] => {
  const captions = childrenNamed(owner, 'caption')
  const english = captions.find((caption) => /^en/i.test(caption.attributes.lang ?? ''))
  const caption = english ?? captions[0]
  if (!caption) return []
  const inner = elements(caption).filter((node) => !/^DOI: ?\S+$/.test(plainText(node)))
  return inner.length > 0 &&
    caption.children.every((item) => typeof item !== 'string' || !item.trim())
    ? inner
    : [caption]
}

/** The full-size graphics of a figure; each with its renditions, best first. */
const graphicsOf = (figure: XmlNode): XmlNode[][] => {
  const all = [...descendants(figure, 'graphic', owners)].filter((node) => node.attributes.href)
  // The English figure of a group of translations may leave its graphic to a sister.
  const borrowed =
    all.length === 0 && figure.parent?.name === 'fig-group' && isLanguageGroup(figure.parent)
      ? childrenNamed(figure.parent, 'fig').flatMap((sister) => [
          ...descendants(sister, 'graphic', owners),
        ])
      : []
  const nodes = (all.length > 0 ? all : borrowed).filter((node) => node.attributes.href)
  const renditions = new Map<XmlNode, XmlNode[]>()
  for (const node of nodes) {
    const home = ancestor(node, new Set(['alternatives', 'fig', 'fig-group'])) ?? node
    const key = home.name === 'alternatives' ? home : node
    renditions.set(key, [...(renditions.get(key) ?? []), node])
  }
  const groups = [...renditions.values()].map((group) =>
    [...group].sort((a, b) => worth(a) - worth(b)),
  )
  const full = groups.filter(([best]) => best && worth(best) !== thumbnail)
  if (full.length > 0) return full
  const [first] = groups
  return first ? [first] : []
}

const thumbnail = 2

/** Full image 0, archival master 1 (a TIFF that opens beats a thumbnail), thumbnail 2. */
const worth = ({ attributes }: XmlNode): 0 | 1 | 2 => {
  const marks =
    `${attributes['content-type'] ?? ''} ${attributes['specific-use'] ?? ''}`.toLowerCase()
  if (marks.includes('thumb')) return thumbnail
  return /tiff?|eps|postscript/i.test(attributes['mime-subtype'] ?? '') ? 1 : 0
}

const chooseHref = (
  renditions: XmlNode[],
  resolve: Resolve,
): { href: string; file: string | null } => {
  const hrefs = renditions.map((node) => node.attributes.href ?? '')
  for (const href of hrefs) {
    const file = resolve(href)
    if (file !== null) return { href, file }
  }
  return { href: hrefs[0] ?? '', file: null }
}

const ownCaption = (renditions: XmlNode[], href: string | undefined): GraphicCaption[] => {
  const [node] = renditions
  const caption = node && captionNodes(node).length > 0 ? richText(captionNodes(node)).text : ''
  if (!node || caption === '' || href === undefined) return []
  return [{ href, label: plainText(child(node, 'label')) || null, caption }]
}

const borrowed =
  /(?:re(?:produced|printed|published|drawn)|adapted|modified|taken|used)[^.;]{0,60}\b(?:with|by) (?:the )?(?:kind )?permission|(?:reproduced|reprinted|republished|redrawn|adapted|modified) (?:from|after)\b|courtesy of|excluded from (?:the|this) article.s [^.]*licen[cs]e|not covered by (?:the|this)[^.]{0,40}licen[cs]e|©|all rights reserved/i

/** Words that point at somebody else's rights in this figure; null when there are none. */
const thirdParty = (node: XmlNode, caption: string): string | null => {
  const inCaption = borrowed.exec(caption)?.[0]
  if (inCaption) return inCaption
  for (const name of ['permissions', 'attrib']) {
    const [own] = [...descendants(node, name, new Set(['fig', 'table-wrap']))]
    const text = own ? allText(own) : ''
    if (own && text !== '' && readLicence(text) === null) return text.slice(0, 300)
  }
  return null
}

const allText = (node: XmlNode): string =>
  [
    ...Object.values(node.attributes).filter((value) => value.includes('creativecommons')),
    ...node.children.map((item) => (typeof item === 'string' ? item : allText(item))),
  ]
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
