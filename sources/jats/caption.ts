import { plainText } from './text.ts'
import { childrenNamed, elements, type XmlNode } from './tree.ts'

/** Children of an owner's caption, the English one when there are several. */
export const captionNodes = (owner: XmlNode): XmlNode[] => {
  const captions = childrenNamed(owner, 'caption')
  const english = captions.find((caption) => /^en/i.test(caption.attributes.lang ?? ''))
  const caption = english ?? captions[0]
  if (!caption) return []
  // eLife repeats the figure's DOI as a paragraph.
  const inner = elements(caption).filter((node) => !/^DOI: ?\S+$/.test(plainText(node)))
  return inner.length > 0 &&
    caption.children.every((item) => typeof item !== 'string' || !item.trim())
    ? inner
    : [caption]
}
