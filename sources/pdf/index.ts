import { createRequire } from 'node:module'
import { dirname, join, parse } from 'node:path'
import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/display/api.d.ts'
import { FatalError, ItemError } from '../../pipeline/errors.ts'
import { sha256 } from '../../pipeline/ids.ts'
import type { Article, FigureSource } from '../../pipeline/types.ts'
import { decideLicence, type Statement } from '../licence/index.ts'
import { findCaptions } from './captions.ts'
import { type Page, readPage } from './page.ts'
import { findRegions, type Region } from './regions.ts'

const limits = { bytes: 200 * 2 ** 20, pages: 500, pixels: 64e6, dpi: 600, side: 6000 }

export interface OpenPdf {
  article: Article
  read(file: string): Promise<Buffer>
  close(): Promise<void>
}

/**
 * Figures and captions of a PDF without XML: captions first, then the pictures that belong to them
 * (the rule of PDFFigures 2.0). A figure is its region rendered at the resolution of its finest
 * picture, so that letters and arrows drawn over it are in it; drawings without any picture are
 * not found. A licence is read from the words of the first two pages.
 * @throws ItemError `E_PDF`, `E_PDF_LOCKED`, `E_PDF_SIZE`; FatalError `E_PDF_CANVAS`
 */
export const openPdf = async (
  bytes: Buffer,
  name: string,
  statements: readonly Statement[] = [],
): Promise<OpenPdf> => {
  if (bytes.length > limits.bytes)
    throw new ItemError('E_PDF_SIZE', `the PDF is larger than ${limits.bytes / 2 ** 20} MB`)
  const document = await load(bytes)
  const pages: Page[] = []
  const warnings: string[] = document.numPages > limits.pages ? ['pdf_pages_left_out'] : []
  for (let number = 1; number <= Math.min(document.numPages, limits.pages); number += 1)
    try {
      pages.push(await readPage(document, number))
    } catch {
      // A broken page costs its own figures.
      if (!warnings.includes('pdf_page_unreadable')) warnings.push('pdf_page_unreadable')
    }
  if (pages.length === 0) {
    await document.loadingTask.destroy()
    throw new ItemError('E_PDF', 'no page of the PDF can be read: is it whole?')
  }
  const regions = findRegions(pages, findCaptions(pages))
  const stem = parse(name).name
  const files = new Map(
    regions.map((region, index) => [`${stem}-p${region.page}-f${index + 1}.png`, region]),
  )
  return {
    article: { ...describe(bytes, pages, files, statements), warnings },
    async read(file) {
      const region = files.get(file)
      if (!region) throw new ItemError('E_FILE', `${file} is no figure of this PDF`)
      return render(document, region)
    },
    close: async () => {
      await document.loadingTask.destroy()
    },
  }
}

const load = async (bytes: Buffer): Promise<PDFDocumentProxy> => {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const folder = (part: string) => `${join(root, part)}/`
  try {
    return await getDocument({
      data: new Uint8Array(bytes),
      verbosity: 0,
      isEvalSupported: false,
      enableXfa: false,
      useSystemFonts: false,
      maxImageSize: limits.pixels,
      cMapUrl: folder('cmaps'),
      cMapPacked: true,
      standardFontDataUrl: folder('standard_fonts'),
      wasmUrl: folder('wasm'),
      iccUrl: folder('iccs'),
    }).promise
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    if (/password/i.test(message))
      throw new ItemError('E_PDF_LOCKED', 'the PDF needs a password: give an open copy', { cause })
    throw new ItemError('E_PDF', `the PDF cannot be read (${message})`, { cause })
  }
}

const describe = (
  bytes: Buffer,
  pages: Page[],
  files: Map<string, Region>,
  statements: readonly Statement[],
): Article => {
  const document_sha256 = sha256(bytes)
  const front = pages.slice(0, 2).flatMap(({ lines }) => lines)
  const words = front.map(({ text }) => text).join(' ')
  const largest = Math.max(...front.map(({ size }) => size), 0)
  const title = front
    .filter(({ size }) => size > 0.97 * largest)
    .map(({ text }) => text.trim())
    .join(' ')
  const stated = /[^.]{0,200}(?:creative commons|creativecommons\.org).{0,200}/is.exec(words)?.[0]
  return {
    article_id: `sha256:${document_sha256}`,
    ...{
      pmcid: null,
      version: null,
      pmid: null,
      journal: '',
      year: null,
      authors: [],
      article_type: null,
    },
    doi: /\b10\.\d{4,9}\/[^\s"<>]+[^\s"<>.,;)]/.exec(words)?.[0].toLowerCase() ?? null,
    title: title.slice(0, 300),
    ...{
      language: null,
      abstract: '',
      keywords: [],
      subjects: [],
      mesh: [],
      copyright: null,
      retracted: false,
    },
    licence: decideLicence([
      ...statements,
      ...(stated ? [{ source: 'license_p' as const, text: stated }] : []),
    ]),
    origin: 'pdf',
    document_sha256,
    warnings: [],
    figures: [...files].map(
      ([file, { caption, page, box }], ordinal): FigureSource => ({
        ...{
          figure_id: `fig-${caption.number}`,
          ordinal,
          label: caption.label,
          caption: caption.text,
        },
        ...{ bold: [], graphic_captions: [], mentions: [], media: null, href: file, file },
        page: { number: page, bbox_pt: box },
        third_party:
          /(?:reproduced|reprinted|adapted|modified) (?:with permission|from)|courtesy of|©/i.exec(
            caption.text,
          )?.[0] ?? null,
      }),
    ),
  }
}

interface CanvasFactory {
  create(
    width: number,
    height: number,
  ): { canvas: { toBuffer(type: 'image/png'): Buffer }; context: never }
  destroy(canvas: unknown): void
}

const render = async (
  document: PDFDocumentProxy,
  { page: number, box, dpi }: Region,
): Promise<Buffer> => {
  const [x, y, width, height] = box
  const finest = Math.max(72, Math.min(dpi, limits.dpi))
  const scale = Math.min(finest / 72, limits.side / Math.max(width, height))
  const page = await document.getPage(number)
  const factory = document.canvasFactory as CanvasFactory
  try {
    const surface = factory.create(Math.ceil(width * scale), Math.ceil(height * scale))
    const viewport = page.getViewport({ scale, offsetX: -x * scale, offsetY: -y * scale })
    await page.render({
      canvasContext: surface.context,
      canvas: null,
      viewport,
      background: 'white',
      annotationMode: 0,
    }).promise
    const png = surface.canvas.toBuffer('image/png')
    factory.destroy(surface)
    return png
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    if (/canvas/i.test(message) && /find|load|install/i.test(message))
      throw new FatalError('E_PDF_CANVAS', 'PDF figures need @napi-rs/canvas: run npm ci again', {
        cause,
      })
    throw new ItemError('E_PDF_RENDER', `page ${number} cannot be rendered (${message})`, { cause })
  } finally {
    page.cleanup()
  }
}
