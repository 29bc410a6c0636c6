import sharp from 'sharp'
import { sha256 } from '../pipeline/ids.ts'
import { topics } from '../pipeline/types.ts'
import type { Sample } from './sample.ts'

/** Small valid samples for tests: real JPEGs, several topics, splits and licences. */
export const sampleSamples = async (count: number): Promise<Sample[]> => {
  const samples: Sample[] = []
  for (let i = 0; i < count; i += 1) {
    const background = { r: (i * 37) % 256, g: (i * 91) % 256, b: (i * 13) % 256 }
    const jpeg = await sharp({ create: { width: 24, height: 16, channels: 3, background } })
      .jpeg()
      .toBuffer()
    const article = `PMC${Math.floor(i / 2)}.1`
    const pair_id = `pair_${sha256(`${i}`).slice(0, 24)}`
    samples.push({
      ...{ pair_id, article, stain: i % 3 ? 'H&E' : 'IHC', species: 'human', state: 'kept' },
      ...{ topic: topics[Math.floor(i / 4) % 2] ?? 'other', reason: null },
      split: Math.floor(i / 2) % 5 === 4 ? 'val' : 'train',
      licence: { spdx: 'CC-BY-4.0', class: 'commercial' },
      attribution: `Author ${i}. Title <b>*of*</b> ${article}. CC-BY-4.0.`,
      caption: `Section ${i} of a patient: “µm” & <H&E>.`,
      provenance: { doi: `10.5555/${i}`, bbox: [0, 0, 24, 16] },
      panel: { sha256: sha256(jpeg), width: 24, height: 16, read: async () => jpeg },
    })
  }
  return samples
}

/** The samples as a source that can be read as often as wanted. */
export const source = (samples: Sample[]) =>
  async function* () {
    yield* samples
  }
