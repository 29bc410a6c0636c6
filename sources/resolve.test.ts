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
])

test.each([
  ['fpsyg-16-g001', 'fpsyg-16-g001.jpg'],
  ['fpsyg-16-g001.jpg', 'fpsyg-16-g001.jpg'],
  ['fpsyg-16-g001.tif', 'fpsyg-16-g001.jpg'],
  ['JCB9806103.f1', 'jcb9806103.f1.jpg'],
  ['media/image2.png', 'Image2.PNG'],
  ['https://example.org/bin/plate.tif?x=1', 'plate.tif'],
  ['figure%203.jpg', 'figure 3.jpg'],
  ['100%.jpg', null],
  ['table', null],
  ['JCB9806103', null],
  ['', null],
])('%s means %s', (href, file) => {
  expect(resolve(href)).toBe(file)
})
