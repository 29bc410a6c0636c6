import { expect, test } from 'vitest'
import { animalWord } from './lexicon/animals.ts'
import { maskText } from './masks.ts'

const animals = (text: string) => [...maskText(text).matchAll(animalWord)].map(([word]) => word)

test.each([
  'stained with goat anti-rabbit IgG (1:500)',
  'mouse monoclonal anti-CD20 and a rabbit polyclonal antibody to p16',
  'an antiserum raised in guinea pigs',
  'blocked with normal donkey serum; bovine serum albumin in the buffer',
  'cultured on rat-tail collagen with fetal bovine serum',
  'horseradish peroxidase and peanut agglutinin',
  'cat-scratch disease after contact with a stray kitten',
  'chicken-wire calcification with an owl-eye inclusion',
  'murine double minute 2 and the Kirsten rat sarcoma gene',
  'swine flu in a pigeon breeder',
  'bitten by a dog',
  'FISH and CAT assays',
])('no animal is seen in: %s', (text) => {
  expect(animals(text)).toEqual([])
})

test.each([
  ['mouse liver stained with rabbit anti-albumin', ['mouse']],
  ['anti-human CD31 on rabbit aorta', ['rabbit']],
  ['rat kidney, PAS', ['rat']],
  ['rabbit anti-mouse IgG on sections of mice', ['mice']],
])('the animal on the slide stays in: %s', (text, expected) => {
  expect(animals(text)).toEqual(expected)
})

test('masking keeps every other character at its place', () => {
  const text = 'Liver 🔬 of a dog, goat anti-mouse IgG; α-SMA.'
  const masked = maskText(text)
  expect(masked).toHaveLength(text.length)
  for (const [at, char] of [...masked].entries()) {
    const original = [...text][at]
    expect(char === original || char === ' ').toBe(true)
  }
  expect(masked.indexOf('dog')).toBe(text.indexOf('dog'))
})
