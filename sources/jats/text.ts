import type { Span } from '../../pipeline/types.ts'
import { child, elements, type XmlNode } from './tree.ts'

/** Elements that end a run of text: a space stands at their edges. */
const blocks = new Set([
  ...[
    'title',
    'p',
    'list',
    'list-item',
    'break',
    'disp-quote',
    'sec',
    'def-item',
    'def-list',
    'term',
  ],
  ...['def', 'disp-formula', 'verse-line', 'tr', 'td', 'th', 'caption', 'label', 'subtitle'],
])

/** What floats in a text without being part of it. */
const floats = new Set([
  ...['fig', 'fig-group', 'table-wrap', 'supplementary-material', 'boxed-text', 'graphic', 'media'],
  ...[
    'permissions',
    'attrib',
    'object-id',
    'alt-text',
    'long-desc',
    'fn',
    'inline-graphic',
    'email',
    // A second encoding of the formula that stands beside it.
    'annotation',
    'annotation-xml',
  ],
])

/** Floats that part the words around them, unlike a footnote's mark or a small picture in a line. */
const apart = new Set(['fig', 'fig-group', 'table-wrap', 'supplementary-material', 'boxed-text'])

/** Longer captions are cut: real ones stay below 10 kB. */
const mostCharacters = 100_000

export interface RichText {
  text: string
  bold: Span[]
}

const whiteSpace = /[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+/
const plain = /^[\x20-\x7e\s]*$/
const ascii = /^[\x20-\x7e]*$/

const tidy = (raw: string): string =>
  plain.test(raw)
    ? raw
    : raw.replace(/[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g, '').normalize('NFC')

interface Writer {
  text: string
  pendingSpace: boolean
  bold: [number, number][]
}

/**
 * Mixed content as one line, in order, with nothing inserted at inline tags (`Na<sub>2</sub>` is
 * `Na2`) and one space at block edges. NFC; thin and non-breaking spaces are spaces; soft hyphens,
 * zero-width spaces and byte order marks are gone. Keeps where the text was bold.
 */
export const richText = (nodes: readonly XmlNode[]): RichText => {
  const writer: Writer = { text: '', pendingSpace: false, bold: [] }
  for (const node of nodes) {
    writer.pendingSpace = true
    visit(writer, node, false)
  }
  return { text: writer.text, bold: writer.bold }
}

const append = (writer: Writer, words: string, isBold: boolean) => {
  if (writer.text.length + words.length > mostCharacters) return
  if (writer.pendingSpace && writer.text !== '') writer.text += ' '
  writer.pendingSpace = false
  const start = writer.text.length
  writer.text += words
  if (!isBold) return
  const last = writer.bold.at(-1)
  if (last && start - last[1] <= 1) last[1] = writer.text.length
  else writer.bold.push([start, writer.text.length])
}

const put = (writer: Writer, raw: string, isBold: boolean) => {
  const core = raw.trim()
  // Most text is ASCII with single spaces: it goes in as it is.
  if (ascii.test(core) && !core.includes('  ')) {
    if (raw !== core && /^\s/.test(raw)) writer.pendingSpace = true
    if (core !== '') append(writer, core, isBold)
    if (raw !== core && /\s$/.test(raw)) writer.pendingSpace = true
    return
  }
  for (const [index, word] of tidy(raw).split(whiteSpace).entries()) {
    if (index > 0) writer.pendingSpace = true
    if (word !== '') append(writer, word, isBold)
  }
}

const visit = (writer: Writer, node: XmlNode, isBold: boolean): void => {
  if (floats.has(node.name)) {
    if (apart.has(node.name)) writer.pendingSpace = true
    return
  }
  if (node.name === 'alternatives') {
    const best = chooseFormula(node)
    if (best) visit(writer, best, isBold)
    return
  }
  if (node.name === 'tex-math') {
    put(writer, plainTex(flat(node)), isBold)
    return
  }
  const block = blocks.has(node.name)
  if (block) writer.pendingSpace = true
  const inner = isBold || node.name === 'bold' || node.name === 'b'
  for (const item of node.children)
    if (typeof item === 'string') put(writer, item, inner)
    else visit(writer, item, inner)
  if (block) writer.pendingSpace = true
}

export const plainText = (node: XmlNode | undefined): string => (node ? richText([node]).text : '')

/** One encoding of a formula: TeX when it is there, else the words of the MathML. */
const chooseFormula = (alternatives: XmlNode): XmlNode | undefined =>
  child(alternatives, 'tex-math') ??
  child(alternatives, 'math') ??
  elements(alternatives).find(({ name }) => !floats.has(name))

/** `tex-math` may be a whole LaTeX document: only what its body says counts. */
const plainTex = (tex: string): string => {
  const body = /\\begin\{document\}([\s\S]*?)\\end\{document\}/.exec(tex)?.[1] ?? tex
  return body.replace(/\$+/g, '').trim()
}

const flat = (node: XmlNode): string =>
  node.children.map((item) => (typeof item === 'string' ? item : flat(item))).join('')
