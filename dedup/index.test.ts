import { expect, test } from 'vitest'
import { decided } from '../pipeline/stage.ts'
import { fingerprint } from './index.ts'
import { samplePicture } from './sample.ts'

test('the stage hashes one panel and is named by picture and box alone', async () => {
  const image = samplePicture(4)
  const item = { image: async () => image, image_sha256: 'abc', bbox: [0, 0, 240, 200] as const }
  const stage = fingerprint()
  const value = decided(await stage.run(item, {}))
  expect(value).toEqual({
    pixels: expect.stringMatching(/^[0-9a-f]{64}$/),
    pdq: expect.stringMatching(/^[0-9a-f]{64}$/),
    quality: expect.any(Number),
  })
  expect(stage.fingerprint(item)).toEqual({ image: 'abc', bbox: [0, 0, 240, 200] })
})
