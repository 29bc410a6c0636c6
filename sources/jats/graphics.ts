import type { GraphicCaption } from '../../pipeline/types.ts'
import { captionNodes } from './caption.ts'
import { plainText, richText } from './text.ts'
import { ancestor, child, childrenNamed, descendants, type XmlNode } from './tree.ts'

/** Finds the shipped file that an href means; null when it was not shipped. */
export type Resolve = (href: string) => string | null

/** A `fig` owns what lies below it, but not what these own. */
export const owners = new Set([
  ...['fig', 'fig-group', 'table-wrap', 'supplementary-material', 'boxed-text', 'caption'],
  ...['chem-struct-wrap', 'disp-formula'],
])

const raster = /\.(jpe?g|png|tiff?|gif|webp|bmp)$/i

/** Whether a `media` is a picture rather than a film, a document or data. */
export const isPicture = ({ attributes }: XmlNode): boolean =>
  /^image\b/i.test(attributes.mimetype ?? '') || raster.test(attributes.href ?? '')

/** Every picture that a figure itself owns. */
const picturesOf = (figure: XmlNode): XmlNode[] =>
  [
    ...descendants(figure, 'graphic', owners),
    ...[...descendants(figure, 'media', owners)].filter(isPicture),
  ].filter((node) => node.attributes.href)

/** The full-size graphics of a figure; each with its renditions, best first. */
export const graphicsOf = (figure: XmlNode): XmlNode[][] => {
  const own = picturesOf(figure)
  // The English figure of a group of translations may leave its graphic to a sister.
  const borrowed =
    own.length === 0 && figure.parent?.name === 'fig-group' && isLanguageGroup(figure.parent)
      ? childrenNamed(figure.parent, 'fig').flatMap(picturesOf).slice(0, 1)
      : []
  const renditions = new Map<XmlNode | string, XmlNode[]>()
  for (const node of own.length > 0 ? own : borrowed) {
    const home = ancestor(node, new Set(['alternatives', 'fig', 'fig-group']))
    // One name with two extensions is one picture twice.
    const key =
      home?.name === 'alternatives' ? home : (node.attributes.href ?? '').replace(raster, '')
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

export const isLanguageGroup = (group: XmlNode): boolean =>
  childrenNamed(group, 'fig').some((figure) => figure.attributes.lang !== undefined)

const thumbnail = 2

/** Full image 0, archival master 1 (a TIFF that opens beats a thumbnail), thumbnail 2. */
const worth = ({ attributes }: XmlNode): 0 | 1 | 2 => {
  const marks =
    `${attributes['content-type'] ?? ''} ${attributes['specific-use'] ?? ''}`.toLowerCase()
  if (marks.includes('thumb')) return thumbnail
  return /tiff?|eps|postscript/i.test(attributes['mime-subtype'] ?? '') ? 1 : 0
}

/** The best rendition that was shipped; the best one when none was. */
export const chooseHref = (
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

/** What a graphic says about itself. */
export const ownCaption = (renditions: XmlNode[], href: string): GraphicCaption[] => {
  const node = renditions.find((rendition) => captionNodes(rendition).length > 0)
  if (!node) return []
  const caption = richText(captionNodes(node)).text
  return caption === '' ? [] : [{ href, label: plainText(child(node, 'label')) || null, caption }]
}
