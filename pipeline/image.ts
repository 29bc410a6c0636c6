import sharp from 'sharp'
import { ItemError } from './errors.ts'
import type { RawImage } from './types.ts'

/** PMC's largest plates stay below this; a bomb does not. */
export const mostPixels = 100e6
const secondsToDecode = 60

sharp.concurrency(1)
sharp.cache(false)
sharp.block({
  operation: [
    ...[
      'VipsForeignLoadSvg',
      'VipsForeignLoadPdf',
      'VipsForeignLoadMagick',
      'VipsForeignLoadOpenslide',
    ],
    ...[
      'VipsForeignLoadHeif',
      'VipsForeignLoadMat',
      'VipsForeignLoadAnalyze',
      'VipsForeignLoadCsv',
    ],
  ],
})

const signatures: [format: string, offset: number, bytes: number[]][] = [
  ['jpeg', 0, [0xff, 0xd8, 0xff]],
  ['png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['gif', 0, [0x47, 0x49, 0x46, 0x38]],
  ['tiff', 0, [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', 0, [0x4d, 0x4d, 0x00, 0x2a]],
  ['webp', 8, [0x57, 0x45, 0x42, 0x50]],
]

/** The format that the bytes themselves say, whatever the file is called; null when none we read. */
export const sniffFormat = (bytes: Uint8Array): string | null =>
  signatures.find(([, offset, magic]) =>
    magic.every((byte, index) => bytes[offset + index] === byte),
  )?.[0] ?? null

/**
 * Decodes a figure once: first page, EXIF orientation applied, sRGB, 8 bit, alpha on white.
 * @throws ItemError `E_IMAGE_EMPTY`, `E_IMAGE_FORMAT`, `E_IMAGE_TOO_LARGE`, `E_IMAGE_TRUNCATED`,
 * `E_IMAGE_CORRUPT`
 */
export const decodeImage = async (bytes: Buffer): Promise<RawImage> => {
  if (bytes.length === 0) throw new ItemError('E_IMAGE_EMPTY', 'the file is empty: fetch it again')
  if (sniffFormat(bytes) === null)
    throw new ItemError(
      'E_IMAGE_FORMAT',
      `not a JPEG, PNG, TIFF, GIF or WebP picture: ${looksLike(bytes)}`,
    )
  try {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: mostPixels,
      limitInputChannels: 5,
      failOn: 'warning',
      sequentialRead: true,
      page: 0,
      pages: 1,
    })
      .timeout({ seconds: secondsToDecode })
      .autoOrient()
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = info
    return { width, height, channels: 3, data: channels === 3 ? data : triple(data, channels) }
  } catch (cause) {
    throw decodingError(cause)
  }
}

/** Grey rasters come out with one channel. */
const triple = (grey: Buffer, channels: number): Buffer => {
  const pixels = grey.length / channels
  const rgb = Buffer.allocUnsafe(pixels * 3)
  for (let index = 0; index < pixels; index += 1)
    rgb.fill(grey[index * channels] ?? 0, index * 3, index * 3 + 3)
  return rgb
}

const decodingError = (cause: unknown): ItemError => {
  const message = cause instanceof Error ? cause.message : String(cause)
  if (/pixel limit/i.test(message))
    return new ItemError(
      'E_IMAGE_TOO_LARGE',
      `the picture has more than ${mostPixels / 1e6} megapixels`,
      { cause },
    )
  if (/premature end|truncat|end of (file|stream|input)|read gave|not enough/i.test(message))
    return new ItemError(
      'E_IMAGE_TRUNCATED',
      `the picture ends early: fetch it again (${firstLine(message)})`,
      { cause },
    )
  return new ItemError('E_IMAGE_CORRUPT', `the picture cannot be decoded (${firstLine(message)})`, {
    cause,
  })
}

const firstLine = (text: string) => text.split('\n')[0] ?? ''

const looksLike = (bytes: Buffer): string => {
  const start = bytes.subarray(0, 200).toString('latin1').trimStart()
  if (start.startsWith('%PDF')) return 'it is a PDF'
  if (/^(<\?xml[^>]*>)?\s*(<!--.*?-->\s*)?(<!doctype svg|<svg)/is.test(start))
    return 'it is an SVG drawing'
  if (/^<(!doctype )?html/i.test(start)) return 'it is an HTML page'
  return `it begins with ${bytes.subarray(0, 4).toString('hex')}`
}
