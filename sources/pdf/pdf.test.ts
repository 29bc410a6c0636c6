import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { decodeImage } from '../../pipeline/image.ts'
import { openPdf } from './index.ts'

interface Drawing {
  text?: [x: number, y: number, size: number, text: string][]
  /** Pictures by lower left corner and size in points: 40 x 30 pixels of one colour. */
  images?: [x: number, y: number, width: number, height: number][]
}

/** A PDF of plain objects: Helvetica text and one magenta picture used at many places. */
const makePdf = (pages: Drawing[]): Buffer => {
  const pixels = deflateSync(Buffer.alloc(40 * 30 * 3, Buffer.from([200, 60, 160])))
  const objects: Buffer[] = []
  const put = (number: number, body: string | Buffer) => {
    objects[number] = Buffer.concat([
      Buffer.from(`${number} 0 obj\n`),
      Buffer.from(body),
      Buffer.from('\nendobj\n'),
    ])
  }
  const stream = (head: string, data: Buffer) =>
    Buffer.concat([
      Buffer.from(`<<${head}/Length ${data.length}>>stream\n`),
      data,
      Buffer.from('\nendstream'),
    ])
  put(1, '<</Type/Catalog/Pages 2 0 R>>')
  put(
    2,
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, index) => `${5 + 2 * index} 0 R`).join(' ')}]>>`,
  )
  put(3, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>')
  put(
    4,
    stream(
      '/Type/XObject/Subtype/Image/Width 40/Height 30/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode',
      pixels,
    ),
  )
  for (const [index, { text = [], images = [] }] of pages.entries()) {
    const content = [
      ...images.map(([x, y, width, height]) => `q ${width} 0 0 ${height} ${x} ${y} cm /I Do Q`),
      ...text.map(
        ([x, y, size, words]) =>
          `BT /F ${size} Tf ${x} ${y} Td (${words.replace(/[()\\]/g, '\\$&')}) Tj ET`,
      ),
    ].join('\n')
    const number = 5 + 2 * index
    put(
      number,
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>/Contents ${number + 1} 0 R>>`,
    )
    put(number + 1, stream('', Buffer.from(content)))
  }
  let position = 9
  const table = objects.slice(1).map((object) => {
    const line = `${String(position).padStart(10, '0')} 00000 n \n`
    position += object.length
    return line
  })
  const head = `xref\n0 ${objects.length}\n0000000000 65535 f \n${table.join('')}`
  const tail = `trailer<</Size ${objects.length}/Root 1 0 R>>\nstartxref\n${position}\n%%EOF`
  return Buffer.concat([Buffer.from('%PDF-1.4\n'), ...objects.slice(1), Buffer.from(head + tail)])
}

const article = makePdf([
  {
    text: [
      [50, 740, 20, 'Tubular adenomas of the colon'],
      [
        50,
        700,
        10,
        'Open access under the Creative Commons Attribution License 4.0. doi 10.5555/abc.1',
      ],
      [50, 480, 9, 'Figure 1. Tubular adenoma of the colon. (A) Low power, mag-'],
      [50, 469, 9, 'nified. (B) Dysplastic crypts, H&E.'],
      [
        50,
        430,
        11,
        'Fig. 1\\), it did not shift; this is running text of the article that goes on.',
      ],
    ],
    images: [
      [50, 500, 120, 90],
      [172, 500, 120, 90],
      [500, 20, 20, 20],
    ],
  },
  { images: [[100, 100, 400, 300]], text: [[50, 780, 9, 'running head']] },
  { text: [[50, 740, 9, 'Figure 2: Whole plate on the page before.']] },
])

test('captions and the pictures that belong to them, rendered as one region', async () => {
  const open = await openPdf(article, 'paper.pdf')
  const { figures, licence, title, doi } = open.article
  expect({ title, doi, spdx: licence.spdx }).toEqual({
    ...{ title: 'Tubular adenomas of the colon', doi: '10.5555/abc.1', spdx: 'CC-BY-4.0' },
  })
  expect(
    figures.map(({ label, caption, file, page }) => [label, caption, file, page?.number]),
  ).toEqual([
    [
      ...[
        'Figure 1',
        'Tubular adenoma of the colon. (A) Low power, magnified. (B) Dysplastic crypts, H&E.',
      ],
      ...['paper-p1-f1.png', 1],
    ],
    ['Figure 2', 'Whole plate on the page before.', 'paper-p2-f2.png', 2],
  ])
  const [x = 0, y = 0, width = 0, height = 0] = figures[0]?.page?.bbox_pt ?? []
  expect([x, y, width, height].map(Math.round)).toEqual([50, 210, 242, 90])
  const image = await decodeImage(await open.read('paper-p1-f1.png'))
  expect(image.width / image.height).toBeCloseTo(242 / 90, 1)
  expect([...image.data.subarray(0, 3)]).toEqual([200, 60, 160])
  await open.close()
})

test('labels of many prints, text drawn twice, columns side by side, a picture beyond the page', async () => {
  const open = await openPdf(
    makePdf([
      {
        text: [
          ...([0, 0.4] as const).flatMap((shift): [number, number, number, string][] => [
            [50 + shift, 480, 9, 'F I G U R E 1 Kidney of an adult, PAS'],
            [50 + shift, 469, 9, 'stain. (A) Glomerulus.'],
          ]),
          ...[475, 464, 453, 442].map((y): [number, number, number, string] => [
            ...([310, y, 9, 'running text of the other column goes on and'] as const),
          ]),
          [50, 430, 9, 'A paragraph farther off is no part of it.'],
          [50, 200, 9, 'Figure-2.'],
          [110, 200, 9, 'Liver, H&E,'],
          [110, 189, 9, 'magnification 40.'],
        ],
        images: [
          [50, 500, 220, 200],
          [50, 215, 900, 200],
        ],
      },
    ]),
    'x.pdf',
  )
  const { figures } = open.article
  expect(figures.map(({ label, caption }) => [label, caption])).toEqual([
    ['FIGURE 1', 'Kidney of an adult, PAS stain. (A) Glomerulus.'],
    ['Figure-2', 'Liver, H&E, magnification 40.'],
  ])
  expect(figures[1]?.page?.bbox_pt.map(Math.round)).toEqual([50, 385, 550, 200])
  await open.close()
})

test('what is no PDF ends with its code, and no licence is no licence', async () => {
  await expect(openPdf(Buffer.from('no pdf'), 'x.pdf')).rejects.toMatchObject({ code: 'E_PDF' })
  const open = await openPdf(makePdf([{ text: [[50, 700, 10, 'Nothing']] }]), 'x.pdf')
  expect(open.article).toMatchObject({ figures: [], licence: { spdx: null, class: 'unknown' } })
  await open.close()
})
