import sharp, { type Sharp } from 'sharp'
import type { RawImage } from '../pipeline/types.ts'

/** Repeatable numbers in [0, 1) from a seed (mulberry32). */
export const randomFrom = (seed: number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A made-up section for tests and measurements: pink ground, pale lumina, purple nuclei. */
export const samplePicture = (seed: number, width = 240, height = 200): RawImage => {
  const random = randomFrom(seed)
  const data = Buffer.alloc(width * height * 3)
  for (let at = 0; at < data.length; at += 3) {
    data[at] = 226
    data[at + 1] = 160
    data[at + 2] = 196
  }
  const disc = (radius: number, colour: readonly number[], weight: number) => {
    const [cx, cy] = [random() * width, random() * height]
    const [rx, ry] = [radius * (0.6 + random()), radius * (0.6 + random())]
    for (let y = Math.max(0, Math.floor(cy - ry)); y < Math.min(height, cy + ry); y += 1)
      for (let x = Math.max(0, Math.floor(cx - rx)); x < Math.min(width, cx + rx); x += 1) {
        if (((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 > 1) continue
        for (let channel = 0; channel < 3; channel += 1) {
          const at = (y * width + x) * 3 + channel
          data[at] = (data[at] ?? 0) * (1 - weight) + (colour[channel] ?? 0) * weight
        }
      }
  }
  const scale = Math.min(width, height)
  for (let count = 0; count < 26; count += 1) disc(scale * 0.11, [244, 236, 244], 0.8)
  for (let count = 0; count < 18; count += 1) disc(scale * 0.12, [196, 96, 152], 0.6)
  for (let count = 0; count < 260; count += 1) disc(scale * 0.018, [92, 48, 132], 0.85)
  return { width, height, channels: 3, data }
}

/** The picture as a sharp pipeline, for transforms. */
export const asSharp = ({ data, width, height, channels }: RawImage) =>
  sharp(data, { raw: { width, height, channels } })

/** Pixels of a finished pipeline; a grey one comes with one channel and leaves with three. */
export const decoded = async (pipeline: Sharp): Promise<RawImage> => {
  const { data, info } = await pipeline.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const rgb = channels === 3 ? data : Buffer.from([...data].flatMap((grey) => [grey, grey, grey]))
  return { width, height, channels: 3, data: rgb }
}

/** Written as JPEG and read again. */
export const recompressed = async (pipeline: Sharp, quality: number): Promise<RawImage> =>
  decoded(sharp(await pipeline.jpeg({ quality }).toBuffer()))
