import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { decodeImage } from '../../../pipeline/image.ts'
import type { Bbox, RawImage } from '../../../pipeline/types.ts'
import { Html, html } from '../../../report/html.ts'
import type { Finding } from '../task.ts'

export interface DrawnBox {
  bbox: Bbox
  text: string
}
export interface Drawing {
  found: (DrawnBox & { right: boolean })[]
  /** True boxes that nothing was found for. */
  missed: DrawnBox[]
}

/** Longer side of a picture on the page, in pixels. */
const shown = 640

const boxOf = (kind: string, { bbox, text }: DrawnBox, scale: number): Html => {
  const [x, y, width, height] = bbox.map((side) => Number((side * scale).toFixed(1)))
  const left = (x ?? 0) + 3
  // Words of missed boxes stand at the bottom, so that they do not cover those of found ones.
  const top = kind === 'missed' ? (y ?? 0) + (height ?? 0) - 4 : (y ?? 0) + 13
  return html`<rect class="box ${kind}" x="${x ?? 0}" y="${y ?? 0}" width="${width ?? 0}" height="${height ?? 0}"/>${
    text === '' ? null : html`<text class="${kind}" x="${left}" y="${top}">${text}</text>`
  }`
}

/** A picture with boxes: found and right, found and wrong, missed. */
export const drawn = async (image: RawImage, { found, missed }: Drawing): Promise<Html> => {
  const { width, height, channels } = image
  const scale = Math.min(1, shown / Math.max(width, height))
  const [columns, rows] = [Math.round(width * scale), Math.round(height * scale)]
  const jpeg = await sharp(image.data, { raw: { width, height, channels } })
    .resize(columns, rows, { fit: 'fill' })
    .jpeg({ quality: 70 })
    .toBuffer()
  const source = new Html(`data:image/jpeg;base64,${jpeg.toString('base64')}`)
  const [least, most] = [Math.max(columns, 200), Math.max(rows, 40)]
  return html`<svg class="picture" viewBox="0 0 ${least} ${most}" width="${least}" role="img" aria-label="picture with boxes"><image href="${source}" width="${columns}" height="${rows}"/>${[
    missed.map((box) => boxOf('missed', box, scale)),
    found.map((box) => boxOf(box.right ? 'right' : 'wrong', box, scale)),
  ]}</svg>`
}

/** An error to look at: a picture of `images/` with its boxes, and words below if there are any. */
export const figureFinding = (
  data: string,
  { file }: { file: string },
  { title, severity, kind, ...drawing }: Drawing & Omit<Finding, 'body'>,
  below: Html | null = null,
): Finding => ({
  title: `${title} · ${file}`,
  severity,
  ...(kind !== undefined && { kind }),
  body: async () => {
    const image = await decodeImage(await readFile(join(data, 'images', file)))
    return html`${await drawn(image, drawing)}${below}`
  },
})
