import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/types/src/display/api.d.ts'

/** A box on a page: `[x, y, width, height]` in points, origin top left. */
export type PageBox = readonly [x: number, y: number, width: number, height: number]

export interface Line {
  text: string
  box: PageBox
  /** Size of the letters in points. */
  size: number
  font: string
}

export interface PageImage {
  box: PageBox
  /** Pixels across, to render at the picture's own resolution. */
  pixels: number
  /** Name of the image object: the same on every page that repeats it. */
  id: string
}

export interface Page {
  number: number
  width: number
  height: number
  lines: Line[]
  images: PageImage[]
}

type Matrix = readonly number[]

/** A document with more operations on a page is drawn, not photographed: its images are not sought. */
const mostOperations = 400_000

/** Text lines and image boxes of one page (1-based). */
export const readPage = async (document: PDFDocumentProxy, number: number): Promise<Page> => {
  const { OPS, Util } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const page = await document.getPage(number)
  try {
    const viewport = page.getViewport({ scale: 1 })
    const place = (matrix: Matrix): Matrix =>
      Util.transform(viewport.transform, [...matrix]) as Matrix
    return {
      number,
      width: viewport.width,
      height: viewport.height,
      lines: await readLines(page, place),
      images: await readImages(
        page,
        place,
        OPS,
        (a, b) => Util.transform([...a], [...b]) as Matrix,
      ),
    }
  } finally {
    page.cleanup()
  }
}

interface Piece extends Line {
  baseline: number
}

const readLines = async (
  page: PDFPageProxy,
  place: (matrix: Matrix) => Matrix,
): Promise<Line[]> => {
  const { items } = await page.getTextContent()
  const pieces = items.flatMap((item): Piece[] => {
    if (!('str' in item) || item.str.trim() === '') return []
    const [, skew = 0, c = 0, d = 0, x = 0, y = 0] = place(item.transform as Matrix)
    const size = Math.hypot(c, d)
    // Turned text belongs to axes and margins, not to captions.
    if (Math.abs(skew) > 0.1 * size) return []
    const box: PageBox = [x, y - size, item.width, size * 1.2]
    return [{ text: item.str, box, size, font: item.fontName, baseline: y }]
  })
  return joinPieces(pieces)
}

/** Pieces on one baseline with less than a column gap between them are one line. */
const joinPieces = (pieces: Piece[]): Line[] => {
  const sorted = [...pieces].sort((a, b) => a.baseline - b.baseline || a.box[0] - b.box[0])
  const rows: Piece[][] = []
  for (const piece of sorted) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (
      row &&
      first &&
      Math.abs(first.baseline - piece.baseline) < 0.4 * Math.max(first.size, piece.size)
    )
      row.push(piece)
    else rows.push([piece])
  }
  return withoutCopies(rows.flatMap(layersOf))
}

/**
 * The lines of one row. A piece goes on with the line that ends just before it; one that lies over
 * another begins a line of its own, because bold print and hidden titles are drawn twice.
 */
const layersOf = (row: Piece[]): Line[] => {
  const lines: Line[] = []
  for (const { text, box, size, font } of row.sort((a, b) => a.box[0] - b.box[0])) {
    const gapTo = (line: Line) => box[0] - (line.box[0] + line.box[2])
    const line = lines
      .filter((candidate) => gapTo(candidate) > -0.5 * size && gapTo(candidate) < 1.2 * size)
      .sort((a, b) => gapTo(a) - gapTo(b))[0]
    if (line) {
      line.text += (gapTo(line) > 0.15 * size && !/\s$/.test(line.text) ? ' ' : '') + text
      line.box = union(line.box, box)
    } else lines.push({ text, box, size, font })
  }
  return lines
}

/** A line that lies on one with the same words says nothing new. */
const withoutCopies = (lines: Line[]): Line[] => {
  const kept: Line[] = []
  for (const line of lines) {
    const words = line.text.replace(/\s/g, '')
    const copy = kept
      .slice(-8)
      .some(
        (other) => overlaps(other.box, line.box) && other.text.replace(/\s/g, '').includes(words),
      )
    if (!copy) kept.push(line)
  }
  return kept
}

const overlaps = (a: PageBox, b: PageBox) =>
  Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]) > 0.5 * b[2] &&
  Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]) > 0.5 * b[3]

const readImages = async (
  page: PDFPageProxy,
  place: (matrix: Matrix) => Matrix,
  ops: Record<string, number>,
  multiply: (a: Matrix, b: Matrix) => Matrix,
): Promise<PageImage[]> => {
  const { fnArray, argsArray } = await page.getOperatorList()
  if (fnArray.length > mostOperations) return []
  const images: PageImage[] = []
  const stack: Matrix[] = []
  let current: Matrix = [1, 0, 0, 1, 0, 0]
  const put = (id: string, pixels: number, matrix: Matrix) =>
    images.push({ id, pixels, box: boxOf(place(matrix)) })
  for (const [index, operation] of fnArray.entries()) {
    const argument = argsArray[index] as unknown[] | null
    if (operation === ops.save) stack.push(current)
    else if (operation === ops.restore) current = stack.pop() ?? current
    else if (operation === ops.transform) current = multiply(current, argument as number[])
    else if (operation === ops.paintFormXObjectBegin) {
      stack.push(current)
      const matrix = argument?.[0]
      if (Array.isArray(matrix)) current = multiply(current, matrix as number[])
    } else if (operation === ops.paintFormXObjectEnd) current = stack.pop() ?? current
    else if (operation === ops.paintImageXObject)
      put(String(argument?.[0]), Number(argument?.[1] ?? 0), current)
    else if (operation === ops.paintInlineImageXObject) {
      const inline = argument?.[0] as { width?: number } | undefined
      put(`inline-${index}`, inline?.width ?? 0, current)
    }
  }
  return images
}

/** An image is the unit square under its matrix. */
const boxOf = ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: Matrix): PageBox => {
  const xs = [e, e + a, e + c, e + a + c]
  const ys = [f, f + b, f + d, f + b + d]
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top]
}

export const union = (a: PageBox, b: PageBox): PageBox => {
  const [left, top] = [Math.min(a[0], b[0]), Math.min(a[1], b[1])]
  return [
    left,
    top,
    Math.max(a[0] + a[2], b[0] + b[2]) - left,
    Math.max(a[1] + a[3], b[1] + b[3]) - top,
  ]
}
