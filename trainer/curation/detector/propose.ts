/**
 * Writes the detector's own cut proposals for pictures, so that the classifier trains on real wrong cuts.
 *
 *   npx tsx trainer/curation/detector/propose.ts LIST.txt OUT.json     # one picture path a line
 *
 * Boxes are `[x0, y0, x1, y1]` in pixels of a copy whose longer side is at most 1600 px, as in pool.py.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { propose } from '../../../detectors/proposals.ts'

sharp.concurrency(1)
const [list = '', out = ''] = process.argv.slice(2)
const found: Record<string, number[][]> = {}
let spent = 0
for (const path of readFileSync(list, 'utf8').split('\n').filter(Boolean)) {
  const { data, info } = await sharp(path, { limitInputPixels: false })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .resize(1600, 1600, { fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const begun = performance.now()
  found[path] = propose({ width: info.width, height: info.height, channels: 3, data }, 56).map(
    (b) => [...b],
  )
  spent += performance.now() - begun
}
const count = Object.keys(found).length
const boxes = Object.values(found).reduce((sum, list) => sum + list.length, 0)
console.error(
  `${count} pictures, ${(boxes / count).toFixed(1)} boxes and ${(spent / count).toFixed(1)} ms each`,
)
writeFileSync(out, JSON.stringify(found))
