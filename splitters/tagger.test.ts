import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { splitCaption, splitter } from './index.ts'
import { caseOf, openTagger, tagNames } from './tagger.ts'

const golden = z
  .array(
    z.object({
      text: z.string(),
      starts: z.array(z.number()),
      ends: z.array(z.number()),
      cases: z.array(z.number()),
      tags: z.string(),
      sure: z.array(z.number()),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('./tagger.golden.json', import.meta.url), 'utf8')))

test.each(golden)(
  'tags "$text" as Python does',
  async ({ text, starts, ends, cases, tags, sure }) => {
    const found = await (await openTagger()).tag(text)
    expect(found.starts).toEqual(starts)
    expect(found.ends).toEqual(ends)
    expect(starts.map((start, index) => Number(caseOf(text, start, ends[index] ?? 0)))).toEqual(
      cases,
    )
    for (const [index, tag] of [...tags].entries()) {
      const row = [...found.probabilities.subarray(index * 6, index * 6 + 6)]
      // Kernels of another processor may turn a coin toss; a clear tag must be the same.
      if ((sure[index] ?? 0) > 0.7) expect(tagNames[row.indexOf(Math.max(...row))]).toBe(tag)
    }
  },
)

test('a caption longer than a window is tagged to its end', async () => {
  const text = `Lung. ${'(A) Alveoli filled with oedema and hyaline membranes. '.repeat(60)}(B) Septa.`
  const { starts, ends, probabilities } = await (await openTagger()).tag(text)
  expect(ends.at(-1)).toBe(text.length)
  for (let piece = 0; piece < starts.length; piece++) {
    const sum = probabilities.subarray(piece * 6, piece * 6 + 6).reduce((a, b) => a + b, 0)
    expect(sum).toBeCloseTo(1, 3)
  }
})

test('bare letters in a list, which the grammar alone leaves, are found with the tagger', async () => {
  const caption =
    'Features of the genome. a TE coverage, b gene density, c transcript levels and d GC content.'
  const { panels } = await splitCaption(caption)
  expect(panels.flatMap((panel) => panel.labels)).toEqual(['a', 'b', 'c', 'd'])
})

test('stops of bare keys belong to the keys', async () => {
  const { panels } = await splitCaption(
    'Growth of four strains: a. Alpha (early), b. Beta (early), c. Gamma (late), d. Delta.',
  )
  expect(panels.map(({ full }) => full)).toEqual([
    'Growth of four strains Alpha (early)',
    'Growth of four strains Beta (early)',
    'Growth of four strains Gamma (late)',
    'Growth of four strains Delta.',
  ])
})

test.each([
  [
    'Detailed photograph of the control system: the interface (1), relay board (2), and supply (3).',
    '',
  ],
  [
    'Map of the lake region: (a) North; (b) South. Sites indicated: 1) Elga 2; 2) Kurma 7; 3) Relka 4.',
    'a b',
  ],
])('numbers count parts and sites: %s', async (caption, expected) => {
  const { panels } = await splitCaption(caption)
  expect(panels.flatMap((panel) => panel.labels).join(' ')).toBe(expected)
})

test('labels that the tagger does not see are left out, a letter between its neighbours is not', async () => {
  const { panels } = await splitCaption(
    'Design. (A) Scheme for extracts from D1 and D2 nuclei. D1 or D2 nuclei were sorted. (B) Abundance of the proteins. (C) Chart of proteins.',
  )
  expect(panels.flatMap((panel) => panel.labels)).toEqual(['A', 'B', 'C'])
})

test('an empty caption is one panel', async () => {
  expect(await splitCaption('')).toEqual({
    multi: false,
    panels: [{ labels: [], subcaption: '', full: '', spans: [[0, 0]] }],
  })
})

test('the stage answers for equal captions with equal fingerprints and names its model', async () => {
  const stage = splitter()
  expect(stage.fingerprint({ caption: 'x' })).toBe('x')
  expect(stage.version).toMatch(/^\d+\+[0-9a-f.]+$/)
  const verdict = await stage.run({ caption: 'Liver. (A) Fat. (B) Scar.' }, {})
  expect(verdict.kind).toBe('keep')
})

test('a missing model stops the run and says which', async () => {
  await expect(splitCaption('Liver.', { models: '/nowhere' })).rejects.toMatchObject({
    code: 'E_MODEL_MANIFEST',
    consequence: 'fatal',
  })
})
