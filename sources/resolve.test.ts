import { expect, test } from 'vitest'
import { createResolver } from './resolve.ts'

const resolve = createResolver([
  'fpsyg-16-g001.jpg',
  'fpsyg-16-g001.gif',
  'jcb9806103.f1.jpg',
  'Image2.PNG',
  'figure 3.jpg',
  'plate.tif',
  'table.xlsx',
  'pone.0060593.g001.tif',
  'left/fig1.jpg',
  'right/fig1.jpg',
  'odd#name.jpg',
])

test.each([
  ['fpsyg-16-g001', 'fpsyg-16-g001.jpg'],
  ['fpsyg-16-g001.jpg', 'fpsyg-16-g001.jpg'],
  ['fpsyg-16-g001.tif', 'fpsyg-16-g001.jpg'],
  ['JCB9806103.f1', 'jcb9806103.f1.jpg'],
  ['media/image2.png', 'Image2.PNG'],
  ['https://example.org/bin/plate.tif?x=1', 'plate.tif'],
  ['figure%203.jpg', 'figure 3.jpg'],
  ['info:doi/10.1371/journal.pone.0060593.g001', 'pone.0060593.g001.tif'],
  ['right/fig1.jpg', 'right/fig1.jpg'],
  ['./left/fig1.jpg', 'left/fig1.jpg'],
  ['right/FIG1', 'right/fig1.jpg'],
  ['odd%23name.jpg', 'odd#name.jpg'],
  ['odd#name', 'odd#name.jpg'],
  ['100%.jpg', null],
  ['table', null],
  ['JCB9806103', null],
  ['', null],
])('%s means %s', (href, file) => {
  expect(resolve(href)).toBe(file)
})
