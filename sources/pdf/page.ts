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
  return rows.flatMap((row) => {
    const lines: Line[] = []
    for (const piece of row.sort((a, b) => a.box[0] - b.box[0])) {
      const last = lines.at(-1)
      const gap = last ? piece.box[0] - (last.box[0] + last.box[2]) : Number.POSITIVE_INFINITY
      if (last && gap < 1.2 * piece.size) {
        last.text += (gap > 0.15 * piece.size && !/\s$/.test(last.text) ? ' ' : '') + piece.text
        last.box = union(last.box, piece.box)
      } else lines.push({ text: piece.text, box: piece.box, size: piece.size, font: piece.font })
    }
    return lines
  })
}

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
