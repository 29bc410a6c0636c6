import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { defaultModelFolder } from './manifest.ts'
import { openWordPiece } from './wordpiece.ts'

const numbers = z.array(z.number())
const Golden = z.array(
  z.object({ text: z.string(), ids: numbers, starts: numbers, ends: numbers, words: numbers }),
)
const golden = Golden.parse(
  JSON.parse(readFileSync(join(defaultModelFolder, 'wordpiece.golden.json'), 'utf8')),
)
const tokenizer = openWordPiece(join(defaultModelFolder, 'caption-tagger/vocab.txt'))

test.each(golden)('agrees with the tokenizers package on $text', ({ text, ...expected }) => {
  expect(tokenizer.encode(text)).toEqual(expected)
})

test('names the special tokens of the BERT vocabulary', () => {
  const { pad, unk, cls, sep, mask, size } = tokenizer
  expect({ pad, unk, cls, sep, mask, size }).toEqual({
    pad: 0,
    unk: 1,
    cls: 2,
    sep: 3,
    mask: 4,
    size: 19061,
  })
})

test('a missing vocabulary is fatal and says which file', () => {
  expect(() => openWordPiece('/nowhere/vocab.txt')).toThrow(/\/nowhere\/vocab.txt/)
})
