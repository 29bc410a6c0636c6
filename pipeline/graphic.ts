import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { Store } from '../store/store.ts'
import { sha256 } from './ids.ts'
import { decodeImage } from './image.ts'
import type { Crop } from './record.ts'
import type { Bbox, RawImage } from './types.ts'

/** JPEG of a stored crop: quality 92, no chroma subsampling, at the panel's own pixels. */
export const cropSettings = { quality: 92, chromaSubsampling: '4:4:4' } as const

/** One graphic of a figure: bytes in hand, pixels only when somebody asks, and then once. */
export interface Graphic {
  bytes: Buffer
  sha256: string
  md5: string
  image(): Promise<RawImage>
}

export const createGraphic = (bytes: Buffer): Graphic => {
  let decoded: Promise<RawImage> | undefined
  return {
    bytes,
    sha256: sha256(bytes),
    md5: createHash('md5').update(bytes).digest('hex'),
    image: () => {
      decoded ??= decodeImage(bytes)
      return decoded
    },
  }
}

/** Cuts a panel out of decoded pixels and puts it into the store. */
export const storeCrop = async (image: RawImage, bbox: Bbox, store: Store): Promise<Crop> => {
  const [left, top, width, height] = bbox
  const { width: columns, height: rows, channels } = image
  const bytes = await sharp(image.data, { raw: { width: columns, height: rows, channels } })
    .extract({ left, top, width, height })
    .jpeg(cropSettings)
    .toBuffer()
  const name = await store.put('panels', bytes, 'jpg')
  return { sha256: name.slice(0, 64), width, height, bytes: bytes.length }
}

/** Extension by magic bytes, so that a stored graphic opens whatever its source called it. */
export const graphicExtension = (bytes: Buffer): string => {
  if (bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xd8]))) return 'jpg'
  if (bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return 'png'
  if (bytes.subarray(0, 3).toString('latin1') === 'GIF') return 'gif'
  if (bytes.subarray(8, 12).toString('latin1') === 'WEBP') return 'webp'
  return 'tif'
}
