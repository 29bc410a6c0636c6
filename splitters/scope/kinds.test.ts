import { expect, it } from 'vitest'
import { concerned, kindOf } from './kinds.ts'

it('reads from the first words what a panel shows', () => {
  expect(kindOf('Micrographs of the wild type')).toBe('picture')
  expect(kindOf('Quantification of lipid droplets')).toBe('plot')
  expect(kindOf('Schematic of the vector')).toBe('drawing')
  expect(kindOf('Quantification of stained nuclei in the images')).toBe(null)
  expect(kindOf('Wild type')).toBe(null)
})

const kinds = new Map([
  ['A', kindOf('Confocal images of the root')],
  ['B', kindOf('Untreated root')],
  ['C', kindOf('Mean number of lateral roots')],
])

it('keeps a scale bar from plots and drawings', () => {
  expect(concerned('Scale bars, 20 µm.', kinds)).toEqual(['A', 'B'])
  expect(concerned('Bars with the same letter are alike.', kinds)).toBe(null)
})

it('keeps statistics from the pictures before the plots', () => {
  expect(concerned('Error bars show SEM.', kinds)).toEqual(['B', 'C'])
  expect(concerned('Roots grew for five days.', kinds)).toBe(null)
  const plotFirst = new Map([...kinds].reverse())
  expect(concerned('Error bars show SEM.', plotFirst)).toBe(null)
})
