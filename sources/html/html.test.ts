import { expect, test } from 'vitest'
import { parseHtml } from './index.ts'

const page = `<!doctype html><html lang="en"><head><title>Atlas</title></head><body><h1>Histology of the <em>colon</em></h1>
<figure><img src="img/a.jpg"><figcaption>Figure 3.1. Crypts, H&amp;E. <b>(A)</b> Low. <script>x()</script></figcaption></figure>
<div class="box"><div><img src="b.png" alt=""></div><p class="image-caption">Goblet cells of the colon stained with PAS.</p></div>
<img src="c.jpg" alt="Lymph node with germinal centres"><img src="icon.gif" alt="home">
<figure><img src="https://elsewhere.org/d.jpg"><figcaption>Remote picture of the liver.</figcaption></figure>
<figure><img src="missing.jpg"><figcaption>Not shipped, courtesy of Dr Who.</figcaption></figure>
<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY</a></body></html>`

test('figures, neighbours and telling alt texts; nothing remote; licence by link', () => {
  const article = parseHtml(Buffer.from(page), {
    resolve: (source) => (source.startsWith('missing') ? null : source.replace(/^.*\//, '')),
  })
  expect(article).toMatchObject({ title: 'Histology of the colon', language: 'en' })
  expect(article.licence).toMatchObject({ spdx: 'CC-BY-4.0', class: 'commercial' })
  expect(
    article.figures.map(({ label, caption, file, third_party }) => [
      label,
      caption,
      file,
      third_party,
    ]),
  ).toEqual([
    ['Figure 3.1', 'Crypts, H&E. (A) Low.', 'a.jpg', null],
    [null, 'Not shipped, courtesy of Dr Who.', null, 'courtesy of'],
    [null, 'Goblet cells of the colon stained with PAS.', 'b.png', null],
    [null, 'Lymph node with germinal centres', 'c.jpg', null],
  ])
})

test('a page without a licence has none', () => {
  expect(parseHtml(Buffer.from('<p>x</p>')).licence).toMatchObject({ spdx: null, class: 'unknown' })
})
