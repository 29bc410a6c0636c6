import { createHash } from 'node:crypto'
import { Parser } from 'htmlparser2'
import { expect, test } from 'vitest'
import { type ReportFailure, renderReport } from './index.ts'
import { reportData, reportPair } from './scenery.ts'

const image = Buffer.from('/9j/2Q==', 'base64')

interface Element {
  name: string
  attributes: Record<string, string>
}

/** Every element with its attributes, the text, and the tags that were opened but not closed. */
const parse = (page: string) => {
  const elements: Element[] = []
  const open: string[] = []
  let text = ''
  const parser = new Parser({
    onopentag: (name, attributes) => {
      elements.push({ name, attributes })
      open.push(name)
    },
    ontext: (part) => {
      text += part
    },
    onclosetag: (name, implied) => {
      expect(open.pop()).toBe(name)
      if (implied) expect(voids).toContain(name)
    },
  })
  parser.end(page)
  return { elements, text, open }
}
const voids = ['meta', 'img', 'br', 'rect', 'line']

const hostile = `<script>alert(1)</script><img src=x onerror=alert(1)>"'>&lt; javascript:\u202e`

test('a report is well formed, loads nothing and shows every part', () => {
  const { elements, text, open } = parse(renderReport(reportData(image)))
  expect(open).toEqual([])
  for (const { name, attributes } of elements) {
    expect(['script', 'iframe', 'link', 'object', 'form']).not.toContain(name)
    expect(Object.keys(attributes).filter((key) => /^on|^style$/.test(key))).toEqual([])
    if (name === 'img') expect(attributes.src).toMatch(/^data:image\/jpeg;base64,/)
  }
  for (const words of ['licence_unknown', 'E_IMAGE_TRUNCATED', 'species_mixed', 'kidney urinary'])
    expect(text).toContain(words)
  for (const words of ['Colon, H&E, ×200.', 'CC-BY-4.0', 'box 10, 10, 300 × 200', 'get it again'])
    expect(text).toContain(words)
  expect(elements.filter(({ name }) => name === 'img')).toHaveLength(4)
})

test('the content policy admits only the style sheet of the page', () => {
  const page = renderReport(reportData(image))
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  const { elements } = parse(page)
  const policy = elements.find(({ attributes }) => attributes['http-equiv'])?.attributes.content
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain(`'sha256-${hash}'`)
  expect(policy).not.toContain('unsafe')
})

test('hostile captions, titles, links, names and messages stay text', () => {
  const data = reportData(image)
  const calm = parse(renderReport(data)).elements.map(({ name }) => name)
  const pair = reportPair(image, {
    ...{ caption: hostile, title: hostile, journal: hostile, labels: [hostile] },
    ...{ file: hostile, figure_label: hostile, licence: hostile, url: `javascript:alert(1)` },
    ...{ article: hostile, topic: hostile, stain: hostile, pair_id: hostile },
  })
  const page = renderReport({
    ...data,
    run: data.run.map(([label]) => [label, hostile] as const),
    topics: { breast: 1, gi: 1, [hostile]: 1 },
    pairs: [pair, pair],
    failures: [{ code: hostile, item: hostile, message: hostile, remedy: hostile }],
    models: [{ name: hostile, task: hostile, licence: hostile, sha256: hostile, scores: hostile }],
  })
  const { elements, text } = parse(page)
  const names = elements.map(({ name }) => name)
  expect(names.filter((name) => name !== 'a')).toEqual(calm.filter((name) => name !== 'a'))
  expect(names.filter((name) => name === 'a').length).toBe(calm.filter((n) => n === 'a').length - 2)
  for (const { attributes } of elements) expect(attributes).not.toHaveProperty('onerror')
  expect(text).toContain('<script>alert(1)</script>')
  expect(page).not.toContain('\u202e')
})

test('an empty corpus still gives a report', () => {
  const data = reportData(image)
  const { text } = parse(
    renderReport({
      ...{ ...data, pairs: [], flagged: [], nonhuman: [], failures: [], models: [] },
      ...{ topics: {}, captionWords: {}, reasons: [] },
      levels: data.levels.map(({ item }) => {
        return { item, in: 0, kept: 0, flagged: 0, dropped: 0, failed: 0 }
      }),
    }),
  )
  expect(text).toContain('Nothing failed.')
  expect(text).toContain('no captions')
})

test('of many failures with one code the first are listed and the rest counted', () => {
  const failure: ReportFailure = { code: 'E_XML', item: 'PMC1', message: 'no', remedy: null }
  const failures = Array.from({ length: 1500 }, () => failure)
  const { elements, text, open } = parse(renderReport({ ...reportData(image), failures }))
  expect(open).toEqual([])
  expect(elements.filter(({ attributes }) => attributes.class === 'item')).toHaveLength(20)
  expect(text).toContain('and 1,480 more')
})
