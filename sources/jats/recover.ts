import { decodeHTML } from 'entities'
import { Parser } from 'htmlparser2'
import { ItemError } from '../../pipeline/errors.ts'
import { cutUnread } from './cut.ts'
import { createBuilder, parseStrict, type XmlNode } from './tree.ts'

/** Larger documents are refused: real articles stay below 10 MB. */
const mostBytes = 64 * 2 ** 20

export interface ParsedXml {
  root: XmlNode
  warnings: string[]
}

/**
 * Parses XML bytes: strictly, then once more after repair (control characters, bare `&`, named
 * entities of HTML), then with a parser that forgives everything. Later ways are flagged.
 * @throws ItemError `E_XML_SIZE`, `E_XML_DEPTH`, `E_XML` when no article can be read at all
 */
export const parseXml = (bytes: Uint8Array): ParsedXml => {
  if (bytes.length > mostBytes)
    throw new ItemError('E_XML_SIZE', `the document is larger than ${mostBytes / 2 ** 20} MB`)
  const { text, guessed } = decode(bytes)
  const warnings = guessed ? ['encoding_guessed'] : []
  const read = cutUnread(text)
  for (const whole of read === text ? [text] : [read, text]) {
    try {
      return { root: parseStrict(whole), warnings }
    } catch (error) {
      if (error instanceof ItemError) throw error
    }
  }
  const repaired = repair(read)
  try {
    return { root: parseStrict(repaired), warnings: [...warnings, 'xml_repaired'] }
  } catch (error) {
    if (error instanceof ItemError) throw error
  }
  return { root: parseForgiving(repaired), warnings: [...warnings, 'xml_recovered'] }
}

const parseForgiving = (text: string): XmlNode => {
  const builder = createBuilder()
  const parser = new Parser(
    {
      onopentag: (name, attributes) => builder.open(name, attributes),
      ontext: (chunk) => builder.text(chunk),
      onclosetag: () => builder.close(),
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(text)
  return builder.root
}

const xmlEntities = new Set(['amp', 'lt', 'gt', 'quot', 'apos'])

const repair = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(
    // In CDATA and comments an ampersand is one.
    /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|&(#\d{1,7};|#x[0-9a-f]{1,6};|([a-z][a-z0-9]{1,30});)?/gi,
    (whole, _reference, name?: string) => {
      if (whole === '&') return '&amp;'
      if (name === undefined || xmlEntities.has(name)) return whole
      const decoded = decodeHTML(whole)
      return decoded === whole ? `&amp;${name};` : decoded.replace(/[&<>]/g, escapeOne)
    },
  )

const escapeOne = (character: string) =>
  character === '&' ? '&amp;' : character === '<' ? '&lt;' : '&gt;'

/** UTF-16 by its mark, or by how `<` looks in it. */
const wide: Record<string, string> = {
  fffe: 'utf-16le',
  '3c00': 'utf-16le',
  feff: 'utf-16be',
  '003c': 'utf-16be',
}

/** By byte order mark, then by the declaration, then UTF-8; what is none of these is windows-1252. */
const decode = (bytes: Uint8Array): { text: string; guessed: boolean } => {
  const declared = /^[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(
    Buffer.from(bytes.subarray(0, 200)).toString('latin1'),
  )?.[1]
  const marked = wide[Buffer.from(bytes.subarray(0, 2)).toString('hex')]
  // A declaration that reads as single bytes cannot be right about UTF-16; ASCII is UTF-8 as well.
  const believed = declared && !/^(utf-?16|ucs|iso-10646|us-ascii|ascii)/i.test(declared)
  for (const encoding of [marked ?? (believed ? declared : 'utf-8'), 'utf-8']) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), guessed: false }
    } catch {
      // Next guess: the name is unknown or the bytes are none of it.
    }
  }
  return { text: new TextDecoder('windows-1252').decode(bytes), guessed: true }
}
