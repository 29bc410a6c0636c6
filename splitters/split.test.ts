import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assemble, read } from './assemble.ts'
import { readMarkers } from './grammar/index.ts'
import { splitByGrammar } from './index.ts'
import { scope } from './scope.ts'

const fullOf = (caption: string) =>
  Object.fromEntries(
    splitByGrammar(caption).panels.flatMap(({ labels, full }) =>
      labels.map((label) => [label, full]),
    ),
  )

test('text before the first panel and closing measures are shared', () => {
  expect(fullOf('Mouse kidney. (A) Cortex; (B) medulla. Scale bar, 50 µm.')).toEqual({
    A: 'Mouse kidney. Cortex Scale bar, 50 µm.',
    B: 'Mouse kidney. medulla. Scale bar, 50 µm.',
  })
})

test('head and tail of a list belong to all of it', () => {
  expect(fullOf('Expression of vimentin (A) and desmin (B) in muscle.')).toEqual({
    A: 'Expression of vimentin in muscle.',
    B: 'Expression of desmin in muscle.',
  })
})

test('a matrix gives each panel its row and its column', () => {
  const full = fullOf(
    'Livers. Mice (A, B) and rats (C, D). Sections after chow (A, C) or fat (B, D).',
  )
  expect(full.A).toContain('Mice')
  expect(full.A).toContain('chow')
  expect(full.D).toContain('rats')
  expect(full.D).toContain('fat')
  expect(full.D).not.toContain('chow')
})

test('"respectively" deals a list out in order', () => {
  const full = fullOf(
    'Colon. (A–C) Sections from control, treated and cured mice, respectively. (D) Scores.',
  )
  expect(full.A).toContain('control')
  expect(full.A).not.toContain('treated')
  expect(full.C).toContain('cured')
})

test('"respectively" is dealt to each group, and a longer list is left alone', () => {
  const matrix = fullOf(
    'HE and PAS staining of control (A, B) and treated (C, D) rats, respectively.',
  )
  expect(matrix.A).toBe('HE of control rats')
  expect(matrix.D).toBe('PAS staining of treated rats')
  const other = fullOf(
    'Proteins in (a) clusters and (b) numbers after T1, T2, T3 and T4 (25, 20, 15 and 4 °C for T1, T2, T3 and T4, respectively).',
  )
  expect(other.a).toContain('T1, T2, T3 and T4 (25')
  expect(other.b).toContain('°C for T1, T2, T3 and T4')
})

test('what stands under a heading of several panels belongs to each of them', () => {
  const full = fullOf('Liver. a–c Low power. Brown is positive. a Control. b Treated. c Sham. H&E.')
  for (const letter of ['a', 'b', 'c']) expect(full[letter]).toContain('Brown is positive.')
  expect(full.a).toContain('H&E')
})

test('entries of one bracket own their words, and share what stands before it', () => {
  const full = fullOf(
    'Hearts. (A) Survival. Staining of hearts after 4 weeks (B, representative image; C, quantification).',
  )
  expect(full.B).toBe('Hearts. Staining of hearts after 4 weeks representative image')
  expect(full.C).toBe('Hearts. Staining of hearts after 4 weeks quantification')
  expect(fullOf('Scan (A: axial, B: coronal), histology (C: HE, D: CD34).').D).toContain('CD34')
})

test('a carrier speaks for a list that semicolons part; a title without its stop for all panels', () => {
  const list = fullOf(
    'Effect of the drug on (A) weight; (B) length; and (C) width. Means of six mice.',
  )
  expect(list.B).toMatch(/^Effect of the drug on length/)
  const title = fullOf('Frozen spores (a) The surface is blurred. (b) A film forms.')
  expect(title.b).toBe('Frozen spores A film forms.')
})

test('a panel without its stop, and keys with stops of their own', () => {
  const open = fullOf(
    'Rats. (A) Cortex of old rats. Label 13 is blank (B) Medulla of young rats. (C) Score.',
  )
  expect(open.A).toBe('Rats. Cortex of old rats. Label 13 is blank')
  expect(open.B).toBe('Rats. Medulla of young rats.')
  const rows = fullOf('Buds (upper row) as well as open flowers (lower row) were stained.')
  expect(rows['lower row']).toBe('open flowers were stained.')
  const roots = fullOf('Staining of roots. a1-a3: tips; b1-b3: hairs. Bar = 5 µm.')
  expect(roots.b2).toBe('Staining of roots. hairs. Bar = 5 µm.')
})

test("views that the last of a list names are views of each, and its conjunction is nobody's", () => {
  const full = fullOf('Femur. A, anterior; B, posterior; and C, distal views of the left bone.')
  expect(full.A).toBe('Femur. anterior views of the left bone.')
  expect(full.B).toBe('Femur. posterior views of the left bone.')
  expect(full.C).toBe('Femur. distal views of the left bone.')
})

test('what follows a panel stays with it when an earlier panel is named again', () => {
  const full = fullOf('Mice. (A) Mass. (B) Fat. Pads were weighed twice. In (A), food was free.')
  expect(full.A).toBe('Mice. Mass. food was free.')
  expect(full.B).toBe('Mice. Fat. Pads were weighed twice.')
})

test('a heading with a comma after its bracket has no part in the title', () => {
  const full = fullOf(
    'Repair of hearts. (A–C), Staining (A), counts (B) and sizes (C). D, Cell death.',
  )
  expect(full.D).toBe('Repair of hearts. Cell death.')
})

test('a short item shares what its sister says before the word they have in common', () => {
  const full = fullOf(
    'Rice. (a) Growth rate at day 3 and (b) day 5, (c) mass at day 3 and (d) day 5.',
  )
  expect(full.b).toBe('Rice. Growth rate at day 5')
  expect(full.c).toBe('Rice. mass at day 3')
  expect(full.d).toBe('Rice. mass at day 5.')
})

test('an image before a bracket is what the panel shows', () => {
  expect(fullOf('Lung. CT image (A) and MR image (B) of a man.').A).toBe('Lung. CT image of a man.')
})

test('a panel that is pointed at is none, and the stop after it ends the sentence', () => {
  const full = fullOf(
    'Rice. A. Roots. B–C. Length and mass of roots in image A. D. Shoots of the plants in images B and C.',
  )
  expect(full.A).toBe('Rice. Roots.')
  expect(full.C).toBe('Rice. Length and mass of roots in image A.')
  expect(full.D).toBe('Rice. Shoots of the plants in images B and C.')
})

test('a key to colours is not dealt out to panels', () => {
  const full = fullOf(
    'Trees. (A–C) Leaves. Red, blue and green dots denote algae, mosses and ferns, respectively. (D) Score.',
  )
  for (const letter of ['A', 'B', 'C']) expect(full[letter]).toContain('algae, mosses and ferns')
})

test('a legend after the panels is no text of one panel', () => {
  const full = fullOf('Roots. (A) Gels. (B) Blots. (C) Drought. C, before; D1, mild; R, after.')
  expect(full.C).toContain('C, before; D1, mild')
})

test('initials of structures are no panels where the panels are keyed in the open', () => {
  expect(
    Object.keys(fullOf('Skin: epidermis (E), dermis (D). A: control. B: day 3. C: day 7.')),
  ).toEqual(['A', 'B', 'C'])
})

test('arrows in a panel tell of that panel', () => {
  const full = fullOf('Pores. (a) SEM. (b, c) TEM. Circles marked in (b) and (c) show pores.')
  expect(full.a).not.toContain('Circles')
  expect(full.b).toContain('Circles')
  expect(full.c).toContain('Circles')
})

test('places and letters in one bracket are read as letters', () => {
  expect(
    Object.keys(fullOf('Starch (upper panel: a, b) and sugar (lower panel: c, d) in grain.')),
  ).toEqual(['a', 'b', 'c', 'd'])
})

test('measures for a subset reach that subset only', () => {
  const full = fullOf('Skin. (A) Epidermis. (B) Dermis. (C) Fat. Bars: 50 µm (A, B), 10 µm (C).')
  expect(full.B).toContain('50 µm')
  expect(full.C).toContain('10 µm')
  expect(full.C).not.toContain('50')
})

test('one text for several labels is one entry', () => {
  const { panels } = splitByGrammar('Tumours. (A–C) Primary site. (D) Lung metastasis.')
  expect(panels.map((panel) => panel.labels)).toEqual([['A', 'B', 'C'], ['D']])
})

test('a caption of one panel is untouched, white space and all', () => {
  const caption = '  Section of  spleen.\n Bar, 1 mm. '
  expect(splitByGrammar(caption)).toEqual({
    multi: false,
    panels: [{ labels: [], subcaption: caption, full: caption, spans: [[0, caption.length]] }],
  })
})

const label = fc.constantFrom(
  'A',
  'B',
  'C',
  'D',
  'a',
  'b',
  'c',
  'A–C',
  'B, D',
  'a and b',
  'i',
  'ii',
  '1',
  '2',
  'A1',
  'left',
  'right panel',
)
const form = fc.constantFrom('(#)', '[#]', '#)', '#.', '#:', '#', 'Panel #', '(x, #)', '(#; n = 3)')
const word = fc.constantFrom(
  'tumour',
  'cells,',
  'and',
  'of',
  'in',
  'E. coli',
  'respectively.',
  'Scale bars:',
  '50 µm;',
  'x',
  'The',
  '(T)',
  '\u{1F52C}',
  'naïve',
  'ﬁbre',
  '.',
  '  ',
  '\n',
  'shown in',
)
const caption = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: word },
      { weight: 2, arbitrary: fc.tuple(form, label).map(([a, b]) => a.replace('#', b)) },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(' '))

test('pieces tile the caption, whatever it says', () => {
  fc.assert(
    fc.property(caption, (text) => {
      const { markers, labels } = readMarkers(text)
      if (labels.length === 0) return
      const pieces = scope(text, markers)
      let at = 0
      for (const piece of pieces) {
        expect(piece.start).toBe(at)
        expect(piece.end).toBeGreaterThan(piece.start)
        at = piece.end
      }
      expect(at).toBe(text.length)
    }),
    { numRuns: 1500 },
  )
})

test('every full is the text of its spans, and every span is of the caption', () => {
  fc.assert(
    fc.property(caption, (text) => {
      const { markers, labels } = readMarkers(text)
      const split = assemble(text, labels.length > 0 ? scope(text, markers) : [], labels)
      const named = split.panels.flatMap((panel) => panel.labels)
      expect(named).toEqual([...new Set(named)])
      expect([...named].sort()).toEqual([...labels].sort())
      for (const { full, subcaption, spans } of split.panels) {
        let last = -1
        for (const [start, end] of spans) {
          expect(start).toBeGreaterThan(last)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(text.length)
          last = end
        }
        if (split.multi) expect(full).toBe(read(text, spans))
        else expect(full).toBe(text)
        const words = new Set(text.split(/\s+/))
        const glued = text.replace(/\s+/g, '')
        for (const each of `${full} ${subcaption}`.split(/\s+/))
          expect(words.has(each) || glued.includes(each)).toBe(true)
      }
    }),
    { numRuns: 1500 },
  )
})
