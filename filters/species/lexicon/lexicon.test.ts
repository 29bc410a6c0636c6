import { expect, test } from 'vitest'
import { animalWord } from './animals.ts'
import { cellLines } from './cells.ts'

test.each(['Kidney of a rat', 'Livers of mice', 'Lung of beagles'])(
  '%s names an animal',
  (text) => {
    expect(text.search(animalWord)).toBeGreaterThanOrEqual(0)
  },
)

test.each(['Biopsy of a patient', 'The ratio of nuclei', 'Catheter of the bladder'])(
  '%s names none',
  (text) => {
    expect(text.search(animalWord)).toBe(-1)
  },
)

test('cell lines come with the species they are of, and where they stand', () => {
  const text = 'HeLa and RAW 264.7 were stained.'
  const found = cellLines(text)
  expect(found.map(({ origin }) => origin)).toEqual(['human', 'animal'])
  expect(found.map(({ start, end }) => text.slice(start, end))[0]).toBe('HeLa')
})
