import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { detectPanels } from '../../detectors/index.ts'
import { decodeImage } from '../../pipeline/image.ts'
import type { Panel } from '../../pipeline/types.ts'

/** What the detector gave for one picture. */
export interface Seen {
  panels: Panel[]
  width: number
  height: number
}

/**
 * Runs the detector as `histocorpus detect` does, once a picture however many tasks ask.
 * @throws ItemError when the picture cannot be decoded
 */
export const rememberingDetector = (data: string, models?: string) => {
  const seen = new Map<string, Promise<Seen>>()
  const look = async (file: string): Promise<Seen> => {
    const image = await decodeImage(await readFile(join(data, 'images', file)))
    const panels = await detectPanels(image, models === undefined ? {} : { models })
    return { panels, width: image.width, height: image.height }
  }
  return (file: string): Promise<Seen> => {
    let found = seen.get(file)
    if (!found) {
      found = look(file)
      seen.set(file, found)
    }
    return found
  }
}
