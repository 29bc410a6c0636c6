import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { read } from '../assemble.ts'
import { splitCaption } from '../index.ts'
import { createCopier } from './copy.ts'

const words = (text: string) => text.split(' ')
const vocabulary = words('. A B liver spleen stained with H&E | next caption')
const ids = (text: string) => words(text).map((word) => vocabulary.indexOf(word))
const source = ids('liver . A liver B spleen stained with H&E .')
const copier = () =>
  createCopier(
    source,
    source.map(() => true),
    ids('| next caption'),
  )

test('an answer of spans is read back with the fewest spans', () => {
  const answer = ids(
    'liver . liver stained with H&E . | next caption liver . spleen stained with H&E .',
  )
  expect(copier().read(answer)).toEqual([
    [
      [0, 1],
      [3, 3],
      [6, 9],
    ],
    [
      [0, 1],
      [5, 9],
    ],
  ])
})

test('only words still ahead in the caption may come', () => {
  const { tokens, end } = copier().allowed(ids('spleen stained'))
  expect([...tokens].map((id) => vocabulary[id]).sort()).toEqual(['.', 'H&E', 'with', '|'])
  expect(end).toBe(true)
})

test('a separator once begun is finished, and no answer ends in it', () => {
  const { tokens, end } = copier().allowed(ids('liver |'))
  expect([...tokens].map((id) => vocabulary[id])).toEqual(['next'])
  expect(end).toBe(false)
})

test('an answer given before may be lengthened or be the last, but no other follows it', () => {
  const { tokens, end } = copier().allowed(ids('liver . | next caption liver .'))
  expect(tokens.has(vocabulary.indexOf('|'))).toBe(false)
  expect(tokens.has(vocabulary.indexOf('spleen'))).toBe(true)
  expect(end).toBe(true)
})

test('any walk along the allowed tokens reads as ascending runs of the source', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { maxLength: 30 }), (choices) => {
      const machine = copier()
      const answer: number[] = []
      for (const choice of choices) {
        const tokens = [...machine.allowed(answer).tokens]
        const token = tokens[choice % Math.max(1, tokens.length)]
        if (token === undefined) break
        answer.push(token)
      }
      for (const runs of machine.read(answer)) {
        let last = -1
        for (const [first, until] of runs) {
          expect(first).toBeGreaterThan(last)
          expect(until).toBeGreaterThanOrEqual(first)
          last = until
        }
      }
    }),
  )
})

const toy = fileURLToPath(new URL('./toy', import.meta.url))

test('a language model by configuration alone gives nothing but spans of the caption', async () => {
  const caption = 'Kidney. (A) Cortex, naïve; (B) medulla 5 µm.'
  const split = await splitCaption(caption, { models: toy })
  expect(split.panels.length).toBeGreaterThan(0)
  for (const { full, spans } of split.panels) {
    if (!split.multi) expect(full).toBe(caption)
    else expect(full).toBe(read(caption, spans))
    for (const word of full.split(' ')) expect(caption.replace(/\s/g, '')).toContain(word)
  }
  expect(await splitCaption(caption, { models: toy })).toEqual(split)
}, 60_000)
