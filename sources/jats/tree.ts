import { SaxesParser } from 'saxes'
import { ItemError } from '../../pipeline/errors.ts'

/** An element without its prefix: JATS names do not collide across the namespaces it uses. */
export interface XmlNode {
  name: string
  attributes: Record<string, string>
  children: (XmlNode | string)[]
  parent: XmlNode | null
}

/** Deeper nesting is an attack or a broken file; real JATS stays below 40. */
const deepest = 256

/** Subtrees that nothing reads: a third of many articles. */
const skipped = new Set(['ref-list'])

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

/** Builds the tree by the calls of a parser: shared by the strict and the forgiving one. */
export const createBuilder = () => {
  const root: XmlNode = { name: '', attributes: {}, children: [], parent: null }
  let current = root
  let depth = 0
  let skipping = 0
  return {
    root,
    open(name: string, attributes: Record<string, string>) {
      depth += 1
      if (depth > deepest)
        throw new ItemError(
          'E_XML_DEPTH',
          `elements nest deeper than ${deepest}: this is no article`,
        )
      const local = localName(name)
      if (skipping > 0 || skipped.has(local)) {
        skipping += 1
        return
      }
      const node: XmlNode = { name: local, attributes, children: [], parent: current }
      for (const key in attributes) {
        if (!key.includes(':')) continue
        const short = localName(key)
        const value = attributes[key]
        if (value !== undefined && attributes[short] === undefined) attributes[short] = value
      }
      current.children.push(node)
      current = node
    },
    text(text: string) {
      if (skipping === 0) current.children.push(text)
    },
    close() {
      depth -= 1
      if (skipping > 0) skipping -= 1
      else current = current.parent ?? root
    },
  }
}

/** Strict parse: the first error ends it, so that a partial tree is never used. */
export const parseStrict = (text: string): XmlNode => {
  const builder = createBuilder()
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => builder.open(name, attributes))
  parser.on('closetag', () => builder.close())
  parser.on('text', (chunk) => builder.text(chunk))
  parser.on('cdata', (chunk) => builder.text(chunk))
  parser.write(text).close()
  return builder.root
}

export const elements = (node: XmlNode): XmlNode[] =>
  node.children.filter((child): child is XmlNode => typeof child !== 'string')

export const child = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  node && elements(node).find((inner) => inner.name === name)

export const childrenNamed = (node: XmlNode | undefined, name: string): XmlNode[] =>
  node ? elements(node).filter((inner) => inner.name === name) : []

/** All descendants with a name, in document order, not looking inside `barriers`. */
export function* descendants(
  node: XmlNode | undefined,
  name: string,
  barriers: ReadonlySet<string> = new Set(),
): Generator<XmlNode> {
  if (!node) return
  for (const inner of node.children) {
    if (typeof inner === 'string') continue
    if (inner.name === name) yield inner
    if (!barriers.has(inner.name)) yield* descendants(inner, name, barriers)
  }
}

/** Nearest ancestor with one of the names, not beyond `limit`. */
export const ancestor = (node: XmlNode, names: ReadonlySet<string>): XmlNode | undefined => {
  for (let up = node.parent; up; up = up.parent) if (names.has(up.name)) return up
  return undefined
}
