import { expect, test } from 'vitest'
import { cutUnread } from './cut.ts'

test.each([
  ['<article>a<ref-list><ref/></ref-list>b</article>', '<article>ab</article>'],
  [
    '<article><ref-list><ref-list/><ref-list>x</ref-list></ref-list >b</article>',
    '<article>b</article>',
  ],
  ['<article><ref-list/>b<ref-list id="r">x</ref-list></article>', '<article>b</article>'],
  ['<article>a<sub-article><response>r</response></sub-article></article>', '<article>a</article>'],
  ['<article><responsibility>x</responsibility></article>', null],
  ['<article><ref-list>never closed</article>', null],
  ['<response><article>a</article></response>', null],
  ['<article>a</article><ref-list', null],
])('%s', (text, cut) => {
  expect(cutUnread(text)).toBe(cut ?? text)
})

test('deep nesting ends quickly', () => {
  const text = `<article>${'<response>'.repeat(300_000)}</response></article>`
  expect(cutUnread(text)).toBe(text)
})
