import sharp from 'sharp'
import type { Bbox, RawImage } from '../pipeline/types.ts'

/** Pixels of one panel, cut to the figure. */
export const crop = (image: RawImage, [x, y, w, h]: Bbox): RawImage => {
  const left = Math.min(image.width - 1, Math.max(0, Math.round(x)))
  const top = Math.min(image.height - 1, Math.max(0, Math.round(y)))
  const width = Math.max(1, Math.min(image.width, Math.round(x + w)) - left)
  const height = Math.max(1, Math.min(image.height, Math.round(y + h)) - top)
  const data = Buffer.alloc(width * height * 3)
  for (let row = 0; row < height; row += 1) {
    const from = ((top + row) * image.width + left) * 3
    image.data.copy(data, row * width * 3, from, from + width * 3)
  }
  return { width, height, channels: 3, data }
}

/**
 * A panel as the shipped classifier was trained on it: a margin on each side, mid-grey beyond the
 * figure, warped to a square with a triangle filter. @returns RGB bytes, [side, side, 3].
 */
export const square = async (
  image: RawImage,
  [x, y, w, h]: Bbox,
  { side, context }: { side: number; context: number },
): Promise<Buffer> => {
  const left = Math.floor(x - w * context)
  const top = Math.floor(y - h * context)
  const right = Math.ceil(x + w + w * context)
  const bottom = Math.ceil(y + h + h * context)
  const inside = crop(image, [
    Math.max(0, left),
    Math.max(0, top),
    Math.min(image.width, right) - Math.max(0, left),
    Math.min(image.height, bottom) - Math.max(0, top),
  ])
  const raw = { width: inside.width, height: inside.height, channels: 3 as const }
  const padded = await sharp(inside.data, { raw })
    .extend({
      ...{ left: Math.max(0, -left), top: Math.max(0, -top), background: '#808080' },
      ...{ right: Math.max(0, right - image.width), bottom: Math.max(0, bottom - image.height) },
    })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = padded.info
  return sharp(padded.data, { raw: { width, height, channels: 3 } })
    .resize({ width: side, height: side, fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer()
}
