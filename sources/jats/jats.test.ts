import { expect, test } from 'vitest'
import { ItemError } from '../../pipeline/errors.ts'
import { parseJats } from './index.ts'

const meta = `<front><journal-meta><journal-title-group><journal-title>J. Path</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="pmcid">PMC12</article-id><article-id pub-id-type="pmcid-ver">PMC12.3</article-id>
<article-id pub-id-type="pmcaid">99</article-id><article-id pub-id-type="doi">10.1/ABC</article-id>
<title-group><article-title>A <italic>title</italic></article-title></title-group>
<pub-date pub-type="ppub"><year>2021</year></pub-date><pub-date pub-type="epub"><year>2020</year></pub-date>
<permissions><license xlink:href="http://creativecommons.org/licenses/by/4.0/"><license-p>Words.</license-p></license></permissions>
<abstract abstract-type="graphical"><p>Picture.</p></abstract><abstract><p>We looked.</p></abstract>
<kwd-group><kwd>colon</kwd></kwd-group><kwd-group kwd-group-type="MeSH"><kwd>Humans</kwd></kwd-group></article-meta></front>`

const parse = (body: string, files: string[] = [], head = meta) =>
  parseJats(
    Buffer.from(
      `<?xml version="1.0"?><article xmlns:xlink="http://www.w3.org/1999/xlink" xml:lang="en" article-type="research-article">${head}<body>${body}</body></article>`,
    ),
    { resolve: (href) => files.find((file) => file.startsWith(href)) ?? null },
  )
const captions = (body: string) => parse(body).figures.map(({ caption }) => caption)
const fig = (id: string, caption: string, graphic = id) =>
  `<fig id="${id}"><label>Figure ${id.slice(1)}</label><caption><p>${caption}</p></caption><graphic xlink:href="${graphic}"/></fig>`

test('metadata: exact id types, earliest year, real abstract, MeSH apart', () => {
  expect(parse('')).toMatchObject({
    ...{ article_id: 'PMC12.3', pmcid: 'PMC12', version: 3, doi: '10.1/abc', title: 'A title' },
    ...{
      journal: 'J. Path',
      year: 2020,
      abstract: 'We looked.',
      keywords: ['colon'],
      mesh: ['Humans'],
    },
    licence: { spdx: 'CC-BY-4.0', class: 'commercial', conflict: false },
  })
})

test('mixed content stays in order, and bold is known', () => {
  const [figure] = parse(
    fig('F1', '(<bold>A</bold>) H&amp;E, ×200; (<bold>B</bold>) Na<sub>2</sub>\u202fx'),
  ).figures
  expect(figure?.caption).toBe('(A) H&E, ×200; (B) Na2 x')
  expect(figure?.bold.map(([start, end]) => figure.caption.slice(start, end))).toEqual(['A', 'B'])
})

test('title and all paragraphs are joined; CDATA counts; comments do not', () => {
  expect(
    captions(
      '<fig><caption><title>Colon.</title><p>One<!-- no --></p><p><![CDATA[A & B]]>\u00ad</p></caption></fig>',
    ),
  ).toEqual(['Colon. One A & B'])
})

test('a list of panels in a caption keeps its letters', () => {
  expect(
    captions(
      '<fig><caption><p>Both.</p><list><list-item><label>A</label><p>Left.</p></list-item><list-item><label>B</label><p>Right.</p></list-item></list></caption></fig>',
    ),
  ).toEqual(['Both. A Left. B Right.'])
})

test('source data inside a caption is no caption', () => {
  expect(
    captions(
      '<fig><caption><p>Real.</p><supplementary-material><caption><p>Source data.</p></caption></supplementary-material></caption></fig>',
    ),
  ).toEqual(['Real.'])
})

test('a figure without caption, id or label keeps nothing of its neighbour', () => {
  const { figures } = parse(
    `${fig('F1', 'First.')}<fig><graphic xlink:href="x"/></fig>${fig('F1', 'Twin.')}`,
  )
  expect(figures.map(({ figure_id, caption, label }) => [figure_id, caption, label])).toEqual([
    ['F1', 'First.', 'Figure 1'],
    ['fig-2', '', null],
    ['F1-2', 'Twin.', 'Figure 1'],
  ])
})

test('a caption of the group serves each member; eLife supplements stand alone', () => {
  const group = `<fig-group id="F1"><label>Figure 1</label><caption><p>Shared.</p></caption><fig id="F1a"><graphic xlink:href="a"/></fig><fig id="F1b"><caption><p>Own.</p></caption><graphic xlink:href="b"/></fig></fig-group>`
  expect(parse(group).figures.map(({ caption, label }) => [caption, label])).toEqual([
    ['Shared.', 'Figure 1'],
    ['Shared. Own.', 'Figure 1'],
  ])
  const supplement = `<fig-group>${fig('f2', 'Main.')}${fig('f3', 'Supplement.')}</fig-group>`
  expect(captions(supplement)).toEqual(['Main.', 'Supplement.'])
})

test('translations share one picture: the English one stands', () => {
  const { figures } = parse(
    '<fig-group id="f1"><fig xml:lang="pt"><caption><p>Rim.</p></caption></fig><fig xml:lang="en"><caption><p>Kidney.</p></caption><graphic xlink:href="g"/></fig></fig-group>' +
      '<fig-group id="f2"><fig xml:lang="pt"><caption><p>Pele.</p></caption><graphic xlink:href="h"/></fig><fig xml:lang="en"><caption><p>Skin.</p></caption></fig></fig-group>',
  )
  expect(figures.map(({ caption, href }) => [caption, href])).toEqual([
    ['Kidney.', 'g'],
    ['Skin.', 'h'],
  ])
})

test('renditions: full image before master before thumbnail, and what was shipped before all', () => {
  const body = `<fig id="F1"><alternatives><graphic mime-subtype="tiff" xlink:href="m.tif"/><graphic xlink:href="m.jpg"/></alternatives></fig>
    <fig id="F2"><graphic content-type="thumb" xlink:href="t.gif"/><graphic content-type="image" xlink:href="t.jpg"/></fig>
    <fig id="F3"><alternatives><graphic xlink:href="n.jpg"/><graphic mime-subtype="tiff" xlink:href="n.tif"/></alternatives></fig>`
  const { figures } = parse(body, ['m.jpg', 't.gif', 't.jpg', 'n.tif'])
  expect(figures.map(({ file }) => file)).toEqual(['m.jpg', 't.jpg', 'n.tif'])
})

test('two full pictures under one caption are two figures; panel captions are kept', () => {
  const { figures } = parse(
    '<fig id="F1"><caption><p>Both.</p></caption><graphic xlink:href="a"><label>a.</label><caption><p>View A</p></caption></graphic><graphic xlink:href="b"/></fig>',
  )
  expect(figures.map(({ figure_id, href }) => [figure_id, href])).toEqual([
    ['F1', 'a'],
    ['F1-2', 'b'],
  ])
  expect(figures[0]?.graphic_captions).toEqual([{ href: 'a', label: 'a.', caption: 'View A' }])
})

test('videos and documents are no pictures; tables, formulas and boxes own their graphics', () => {
  const { figures } = parse(
    '<fig id="F1"><media xlink:href="v.mp4" mime-subtype="mp4"/></fig><table-wrap><graphic xlink:href="t"/></table-wrap><fig id="F2"><caption><p>x<inline-graphic xlink:href="i"/></p></caption></fig><boxed-text><fig id="F3"><graphic xlink:href="b"/></fig></boxed-text>',
  )
  expect(figures.map(({ href, media }) => [href, media])).toEqual([
    [null, 'v.mp4'],
    [null, null],
    ['b', null],
  ])
})

test('figures of peer review, responses and floats-group', () => {
  const xml = `<article xmlns:xlink="x">${meta}<body>${fig('F1', 'Body.')}</body><floats-group>${fig('F2', 'Float.')}</floats-group><sub-article>${fig('F9', 'Review.')}</sub-article><response>${fig('F8', 'No.')}</response></article>`
  expect(parseJats(Buffer.from(xml)).figures.map(({ caption }) => caption)).toEqual([
    'Body.',
    'Float.',
  ])
})

test('one encoding of a formula', () => {
  const formula = (inner: string) =>
    captions(`<fig><caption><p>p ${inner} x</p></caption></fig>`)[0]
  expect(
    formula(
      '<inline-formula><alternatives><tex-math>\\documentclass{m}\\begin{document}$$a&lt;b$$\\end{document}</tex-math><mml:math xmlns:mml="m"><mml:mi>a</mml:mi></mml:math></alternatives></inline-formula>',
    ),
  ).toBe('p a<b x')
  expect(formula('<mml:math xmlns:mml="m"><mml:mi>a</mml:mi><mml:mo>=</mml:mo></mml:math>')).toBe(
    'p a= x',
  )
})

test('mentions: id lists, ranges, panel letters, nested floats, printed numbers', () => {
  const body = `<sec><title>Results</title><sec><title>Histology</title>
    <p>See <xref ref-type="Fig" rid="F1">Figure 1</xref>A–C and <italic><xref ref-type="fig" rid="F4">4</xref></italic>.${fig('F1', 'One.')}</p>
    <p>Figs. <xref rid="F1">1</xref>–<xref rid="F3">3</xref> and <xref ref-type="bibr" rid="F4">9</xref></p></sec>
    ${fig('F2', 'Two.')}${fig('F3', 'Three.')}${fig('F4', 'Four.')}${fig('F5', 'Five.')}
    <p>As in Fig. 5 here, not in Fig. 55.</p></sec>`
  const mentions = parse(body).figures.map((figure) => figure.mentions)
  expect(mentions.map((list) => list.length)).toEqual([2, 1, 1, 1, 1])
  expect(mentions[0]?.[0]).toMatchObject({
    reference: 'Figure 1A–C',
    section: ['Results', 'Histology'],
    text: 'See Figure 1A–C and 4.',
  })
  expect(mentions[4]?.[0]?.reference).toBe('Fig. 5')
})

test('mentions: one reference that prints several, lists without xref, boxes, no stray letter', () => {
  const body = `<sec><title>R</title><p><xref rid="F1">Figures 1–3</xref> show. In <xref rid="F4">Figure 4</xref> a cell.</p>
    ${fig('F1', 'One.')}${fig('F2', 'Two.')}${fig('F3', 'Three.')}${fig('F4', 'Four.')}${fig('F5', 'Five.')}${fig('F6', 'Six.')}${fig('F7', 'Seven.')}
    <boxed-text><p>Figs. 5, 6A and 7 here.</p></boxed-text></sec>`
  const mentions = parse(body).figures.map((figure) => figure.mentions)
  expect(mentions.map((list) => list.length)).toEqual([1, 1, 1, 1, 1, 1, 1])
  expect(mentions[3]?.[0]?.reference).toBe('Figure 4')
  expect(mentions[5]?.[0]?.reference).toBe('Figs. 5, 6A')
})

test('only the main article states its licence; figure rights are flagged', () => {
  const { licence, figures } = parse(
    `<fig id="F1"><caption><p>Liver. Reproduced with permission from Smith.</p></caption><graphic xlink:href="a"/></fig>
     <fig id="F2"><caption><p>Biopsies taken from patients.</p></caption><permissions><copyright-statement>© 2001 Elsevier</copyright-statement></permissions></fig>
     <fig id="F3"><caption><p>Own.</p></caption><permissions><license xlink:href="http://creativecommons.org/licenses/by-nd/4.0/"/></permissions></fig>
     <fig id="F4"><caption><p>Biopsies taken from patients.</p></caption></fig>`,
  )
  expect(licence).toMatchObject({ spdx: 'CC-BY-4.0', conflict: false })
  expect(figures.map(({ third_party }) => third_party)).toEqual([
    ...['Reproduced with permission', '© 2001 Elsevier'],
    ...['http://creativecommons.org/licenses/by-nd/4.0/', null],
  ])
})

test('a figure inside a figure, graphics straight in a group, captions only on graphics', () => {
  const graphic = (href: string, inner = '') => `<graphic xlink:href="${href}">${inner}</graphic>`
  const { figures } = parse(
    `<fig id="F1"><label>Figure 1</label><caption><p>Outer.</p></caption><fig id="F1a"><caption><p>Inner.</p></caption>${graphic('a')}</fig></fig>
     <fig-group id="G"><label>Figure 2</label><caption><p>Group.</p></caption>${graphic('b')}${graphic('c')}</fig-group>
     <fig id="F3"><label>Figure 3</label>${graphic('d', '<label>a</label><caption><p>Left.</p></caption>')}${graphic('e', '<caption><p>Right.</p></caption>')}</fig>
     <fig id="F5"><label>Figure 5</label><caption><p>Main.</p></caption>${graphic('g')}<fig id="F5s1"><label>Figure 5S1</label><caption><p>Supplement.</p></caption>${graphic('h')}</fig></fig>
     <fig id="F4"><caption><p>Media.</p></caption><media mimetype="image" mime-subtype="tiff" xlink:href="f"/></fig>`,
  )
  expect(
    figures.map(({ figure_id, label, caption, href }) => [figure_id, label, caption, href]),
  ).toEqual([
    ['F1a', 'Figure 1', 'Outer. Inner.', 'a'],
    ['G', 'Figure 2', 'Group.', 'b'],
    ['G-2', 'Figure 2', 'Group.', 'c'],
    ['F3', 'Figure 3', 'Left.', 'd'],
    ['F3-2', 'Figure 3', 'Right.', 'e'],
    ['F5', 'Figure 5', 'Main.', 'g'],
    ['F5s1', 'Figure 5S1', 'Supplement.', 'h'],
    ['F4', null, 'Media.', 'f'],
  ])
})

test('one picture under two names is one figure; a shipped supplementary picture is one too', () => {
  const body = `<fig id="F1"><graphic xlink:href="a.jpg"/><graphic xlink:href="a.gif"/></fig>
    <supplementary-material id="S1" mimetype="image/tiff" xlink:href="s1"><label>S1 Fig</label><caption><p>Kidney.</p></caption></supplementary-material>
    <supplementary-material id="S2"><label>Table S1</label><media xlink:href="s2.xlsx"/></supplementary-material>`
  const ids = (files: string[]) => parse(body, files).figures.map(({ figure_id }) => figure_id)
  expect(ids(['a.jpg', 's1.tif', 's2.xlsx'])).toEqual(['F1', 'S1'])
  expect(ids(['a.jpg'])).toEqual(['F1'])
})

test('credits: own work and a translated caption are no rights of others', () => {
  const { figures } = parse(
    `<fig><label>Figura 1</label><caption><p>Rim.</p></caption><attrib>Figure 1. A <bold>kidney</bold>.</attrib></fig>
     <fig><caption><p>x</p></caption><attrib>Fonte: elaborado pelos autores.</attrib></fig>
     <fig><caption><p>x</p></caption><attrib>Photo: Jane Roe</attrib></fig>
     <fig><caption><p>Cells modified after three days. Scheme modified after Smith.</p></caption></fig>`,
  )
  expect(figures.map(({ caption, third_party }) => [caption, third_party])).toEqual([
    ['A kidney.', null],
    ['x', null],
    ['x', 'Photo: Jane Roe'],
    ['Cells modified after three days. Scheme modified after Smith.', 'modified after Smith'],
  ])
  const [kidney] = figures
  expect(kidney?.bold.map(([start, end]) => kidney.caption.slice(start, end))).toEqual(['kidney'])
})

test('the older DTD states its licence in article-meta itself; groups are one author', () => {
  const head = `<front><article-meta><title-group><article-title>Effect of X<xref ref-type="fn" rid="n">*</xref></article-title></title-group>
    <contrib-group><contrib contrib-type="author"><collab>The Group<contrib-group><contrib><name><surname>Roe</surname></name></contrib></contrib-group></collab></contrib></contrib-group>
    <copyright-statement>© 2004 Roe. This is an open-access article distributed under the terms of the Creative Commons Attribution License</copyright-statement></article-meta></front>`
  expect(parse('', [], head)).toMatchObject({
    ...{ title: 'Effect of X', authors: [{ surname: 'The Group', given: '' }] },
    licence: { spdx: 'CC-BY' },
  })
  expect(parse('', [], head).copyright).toContain('2004 Roe')
})

test('a licence in prose alone, and none at all', () => {
  const prose = meta.replace(
    / xlink:href="http:\/\/creativecommons[^"]*"><license-p>Words\./,
    '><license-p>distributed under the Creative Commons Attribution License, which permits use',
  )
  expect(parse('', [], prose).licence).toMatchObject({ spdx: 'CC-BY', class: 'commercial' })
  const none = meta.replace(/<permissions>.*<\/permissions>/, '')
  expect(parse('', [], none).licence).toMatchObject({ spdx: null, class: 'unknown' })
})

test('a retracted article is known by type, title or related article', () => {
  const retracted = (head: string) => parse('', [], head).retracted
  expect(retracted(meta)).toBe(false)
  for (const title of ['Retraction of the eyelid', 'Withdrawal of tacrolimus in', 'Retracted'])
    expect(retracted(meta.replace('A <italic>', `${title} <italic>`)), title).toBe(false)
  expect(retracted(meta.replace('A <italic>', 'RETRACTED: A <italic>'))).toBe(true)
  expect(
    retracted(
      meta.replace(
        '<abstract>',
        '<related-article related-article-type="retraction-forward"/><abstract>',
      ),
    ),
  ).toBe(true)
})

test('wrappers: several articles in one document, by index', () => {
  const one = (id: string) =>
    `<article><front><article-meta><article-id pub-id-type="pmc">${id}</article-id></article-meta></front></article>`
  const bytes = Buffer.from(
    `<pmc-articleset xmlns="urn:x">${one('1')}${one('PMC2')}</pmc-articleset>`,
  )
  expect([0, 1].map((index) => parseJats(bytes, { index }).article_id)).toEqual(['PMC1', 'PMC2'])
  expect(() => parseJats(bytes, { index: 2 })).toThrow(ItemError)
})

test('bare ampersands and HTML entities are repaired and flagged, nothing is swallowed', () => {
  const article = parse(fig('F1', 'R&D and &alpha;-SMA &nbsp;x; end'))
  expect(article.figures[0]?.caption).toBe('R&D and α-SMA x; end')
  expect(article.warnings).toEqual(['xml_repaired'])
})

test('a document cut in the middle is recovered and flagged', () => {
  const whole = `<article xmlns:xlink="x">${meta}<body>${fig('F1', 'First.')}${fig('F2', 'Second.')}`
  const article = parseJats(Buffer.from(whole.slice(0, whole.indexOf('Second') + 3)))
  expect(article.warnings).toEqual(['xml_recovered'])
  expect(article.figures.map(({ caption }) => caption)).toEqual(['First.', 'Sec'])
})

test('encodings: declared, marked and guessed', () => {
  const xml = (declaration: string) =>
    `${declaration}<article><body><fig><caption><p>Süß</p></caption></fig></body></article>`
  const caption = (bytes: Buffer) => parseJats(bytes).figures[0]?.caption
  expect(caption(Buffer.from(xml('<?xml version="1.0" encoding="ISO-8859-1"?>'), 'latin1'))).toBe(
    'Süß',
  )
  expect(caption(Buffer.from(`\ufeff${xml('')}`, 'utf16le'))).toBe('Süß')
  expect(caption(Buffer.from(xml('<?xml version="1.0" encoding="UTF-16"?>')))).toBe('Süß')
  expect(caption(Buffer.from(xml('<?xml version="1.0"?>'), 'utf16le'))).toBe('Süß')
  const guessed = parseJats(Buffer.from(xml(''), 'latin1'))
  expect([guessed.figures[0]?.caption, guessed.warnings]).toEqual(['Süß', ['encoding_guessed']])
})

test('attacks end with a coded error, quickly', () => {
  const code = (text: string) => {
    try {
      parseJats(Buffer.from(text))
      return 'none'
    } catch (error) {
      return error instanceof ItemError ? error.code : 'crash'
    }
  }
  expect(code(`<article>${'<p>'.repeat(200_000)}`)).toBe('E_XML_DEPTH')
  expect(code('no xml at all')).toBe('E_XML')
  expect(code('')).toBe('E_XML')
  expect(code('<html><body/></html>')).toBe('E_XML')
  const laughs = `<!DOCTYPE a [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]><article><body><fig><caption><p>&b;&b;</p></caption></fig></body></article>`
  expect(parseJats(Buffer.from(laughs)).figures[0]?.caption.length).toBeLessThan(100)
  const outside =
    '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><article><body><fig><caption><p>x&e;</p></caption></fig></body></article>'
  expect(parseJats(Buffer.from(outside)).figures[0]?.caption).not.toContain('root')
})
