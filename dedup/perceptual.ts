import type { Bbox, RawImage } from '../pipeline/types.ts'
import { pdqHash, toHex } from './pdq.ts'
import { pixelHash, regionOf, trimFrame } from './pixels.ts'

export interface Fingerprint {
  /** SHA-256 of the decoded pixels. */
  pixels: string
  /** PDQ hash without white frame, 64 hexadecimal digits. */
  pdq: string
  /** 0 to 100; below {@link leastQuality} the hash must not be compared. */
  quality: number
}

/** PDQ's own recommendation: hashes of flatter pictures match anything flat. */
export const leastQuality = 50

/**
 * By what a panel is found again: exactly, and after recompression, scaling, change of colours, a
 * white frame, and with `dihedral.ts` turns by 90° and mirrors. Crops are not found.
 * @throws ItemError `E_BBOX` when the box lies outside the picture.
 */
export const fingerprintPanel = (image: RawImage, bbox: Bbox): Fingerprint => {
  const region = regionOf(image, bbox)
  const { hash, quality } = pdqHash(image, trimFrame(image, region))
  return { pixels: pixelHash(image, region), pdq: toHex(hash), quality }
}
