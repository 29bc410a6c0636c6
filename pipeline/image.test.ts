import sharp from 'sharp'
import { expect, test } from 'vitest'
import { decodeImage } from './image.ts'

const make = (width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 90, b: 140 } } })
const noisy = async () =>
  sharp(Buffer.from(Array.from({ length: 300 * 200 * 3 }, (_, index) => (index * 7919) % 251)), {
    raw: { width: 300, height: 200, channels: 3 },
  })
    .jpeg()
    .toBuffer()

test('colours, grey, alpha and 16 bit all come out as 8-bit RGB', async () => {
  const inputs = {
    jpeg: await make().jpeg().toBuffer(),
    grey: await make().greyscale().png().toBuffer(),
    deep: await make().toColourspace('rgb16').png().toBuffer(),
    alpha: await make().ensureAlpha(0).png().toBuffer(),
    cmyk: await make().toColourspace('cmyk').jpeg().toBuffer(),
    tiff: await make().tiff().toBuffer(),
    gif: await make().gif().toBuffer(),
  }
  for (const [name, bytes] of Object.entries(inputs)) {
    const image = await decodeImage(bytes)
    expect([image.width, image.height, image.data.length], name).toEqual([60, 40, 60 * 40 * 3])
  }
  const clear = await decodeImage(inputs.alpha)
  expect([...clear.data.subarray(0, 3)]).toEqual([255, 255, 255])
})

test('a turned photograph is turned back', async () => {
  const bytes = await make().withMetadata({ orientation: 6 }).jpeg().toBuffer()
  expect(await decodeImage(bytes)).toMatchObject({ width: 40, height: 60 })
})

test('what is no picture is refused with its reason', async () => {
  const whole = await noisy()
  const big = await sharp({
    create: { width: 20000, height: 10000, channels: 3, background: 'white' },
  })
    .png({ compressionLevel: 9 })
    .toBuffer()
  const cases: [string, Buffer][] = [
    ['E_IMAGE_EMPTY', Buffer.alloc(0)],
    ['E_IMAGE_FORMAT', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['E_IMAGE_FORMAT', Buffer.from('<!DOCTYPE html><html></html>')],
    ['E_IMAGE_TRUNCATED', whole.subarray(0, whole.length >> 1)],
    ['E_IMAGE_TOO_LARGE', big],
    ['E_IMAGE_CORRUPT', Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(500, 7)])],
  ]
  for (const [code, bytes] of cases)
    await expect(decodeImage(bytes), code).rejects.toMatchObject({ code, consequence: 'item' })
})
