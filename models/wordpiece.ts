import { readFileSync } from 'node:fs'
import { FatalError } from '../pipeline/errors.ts'

/** Word pieces of one text, in order. All arrays have one entry a piece; nothing is added around them. */
export interface Pieces {
  ids: number[]
  /** Where each piece begins and ends in the text as given: half-open, UTF-16 code units. */
  starts: number[]
  ends: number[]
  /** Index of the word each piece belongs to: runs of letters and digits, or one punctuation mark. */
  words: number[]
}

export interface WordPiece {
  readonly cls: number
  readonly sep: number
  readonly pad: number
  readonly unk: number
  readonly mask: number
  readonly size: number
  /** Pieces of a text; `[SEP]` and the like written in the text are read as plain text. */
  encode(text: string): Pieces
}

const longestWord = 100
const opened = new Map<string, WordPiece>()

/**
 * Opens a BERT vocabulary (one piece a line, `##` marks a continuation), once per process.
 * @throws FatalError `E_MODEL_VOCABULARY` when the file cannot be read or lacks a special token.
 */
export const openWordPiece = (path: string): WordPiece => {
  let tokenizer = opened.get(path)
  if (!tokenizer) {
    tokenizer = create(readVocabulary(path), path)
    opened.set(path, tokenizer)
  }
  return tokenizer
}

const readVocabulary = (path: string): string[] => {
  try {
    return readFileSync(path, 'utf8')
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
  } catch (cause) {
    throw new FatalError('E_MODEL_VOCABULARY', `cannot read the vocabulary ${path}`, { cause })
  }
}

const create = (lines: string[], path: string): WordPiece => {
  // Two maps keep the greedy search free of string concatenation.
  const first = new Map<string, number>()
  const rest = new Map<string, number>()
  for (const [id, line] of lines.entries()) {
    if (line.startsWith('##') && line.length > 2) rest.set(line.slice(2), id)
    else first.set(line, id)
  }
  const special = (token: string) => {
    const id = first.get(token)
    if (id === undefined)
      throw new FatalError('E_MODEL_VOCABULARY', `${path} has no ${token}: not a BERT vocabulary`)
    return id
  }
  const unk = special('[UNK]')
  const encode = (text: string): Pieces => {
    const pieces: Pieces = { ids: [], starts: [], ends: [], words: [] }
    for (const [index, word] of words(text).entries()) addWord(word, index, pieces)
    return pieces
  }
  const addWord = (word: Word, index: number, pieces: Pieces) => {
    const { letters, starts, ends } = word
    const kept = pieces.ids.length
    let from = 0
    let known = letters.length <= longestWord
    while (known && from < letters.length) {
      const map = from === 0 ? first : rest
      let to = letters.length
      let id = map.get(letters.slice(from, to).join(''))
      while (id === undefined && --to > from) id = map.get(letters.slice(from, to).join(''))
      if (id === undefined) known = false
      else push(pieces, id, starts[from] ?? 0, ends[to - 1] ?? 0, index)
      from = to
    }
    if (known) return
    for (const list of [pieces.ids, pieces.starts, pieces.ends, pieces.words]) list.length = kept
    push(pieces, unk, starts[0] ?? 0, ends.at(-1) ?? 0, index)
  }
  return {
    cls: special('[CLS]'),
    sep: special('[SEP]'),
    pad: special('[PAD]'),
    mask: special('[MASK]'),
    unk,
    size: lines.length,
    encode,
  }
}

const push = (pieces: Pieces, id: number, start: number, end: number, word: number) => {
  pieces.ids.push(id)
  pieces.starts.push(start)
  pieces.ends.push(end)
  pieces.words.push(word)
}

/** A word after normalisation: one code point an entry, each with its place in the original. */
interface Word {
  letters: string[]
  starts: number[]
  ends: number[]
}

const removed = /[\0\ufffd]|(?![\t\n\r])\p{C}/u
const space = /\p{White_Space}/u
const punctuation = /[!-/:-@[-`{-~]|\p{P}/u
const accent = /\p{Mn}/u
const plain = /^[a-z0-9]$/
const ideograph =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/u

/**
 * BERT's uncased basic tokenizer: control characters go, accents go, letters become lower case,
 * white space separates, punctuation marks and ideographs stand alone.
 */
const words = (text: string): Word[] => {
  const found: Word[] = []
  let open: Word | null = null
  let at = 0
  for (const char of text) {
    const start = at
    at += char.length
    if (plain.test(char)) {
      open ??= begin(found)
      add(open, char, start, at)
      continue
    }
    if (removed.test(char)) continue
    if (space.test(char)) {
      open = null
      continue
    }
    const alone = ideograph.test(char)
    if (alone) open = null
    for (const part of char.normalize('NFD')) {
      if (accent.test(part)) continue
      for (const letter of part.toLowerCase()) {
        if (punctuation.test(letter)) {
          add(begin(found), letter, start, at)
          open = null
        } else {
          open ??= begin(found)
          add(open, letter, start, at)
        }
      }
    }
    if (alone) open = null
  }
  return found
}

const begin = (found: Word[]): Word => {
  const word: Word = { letters: [], starts: [], ends: [] }
  found.push(word)
  return word
}

const add = (word: Word, letter: string, start: number, end: number) => {
  word.letters.push(letter)
  word.starts.push(start)
  word.ends.push(end)
}
