/**
 * What the duplicate search finds and what it costs.
 *
 *   npx tsx bench/dedup.ts [PICTURE…] [--pictures 60] [--hashes 100000]
 *
 * Recall of each transform within radius 31, with the hash alone and in eight orientations, the
 * nearest other picture, search against brute force, and milliseconds a query. Without PICTURE it
 * takes made-up sections, whose numbers say less about real ones.
 */
import { parseArgs } from 'node:util'
import sharp, { type Sharp } from 'sharp'
import { dihedral } from '../dedup/dihedral.ts'
import { fromHex, type Hash } from '../dedup/pdq.ts'
import { fingerprintPanel, leastQuality } from '../dedup/perceptual.ts'
import { asSharp, decoded, randomFrom, recompressed, samplePicture } from '../dedup/sample.ts'
import { createHashIndex, hamming, hashRadius } from '../dedup/search.ts'
import type { RawImage } from '../pipeline/types.ts'

const { values, positionals } = parseArgs({
  options: {
    pictures: { type: 'string', default: '60' },
    hashes: { type: 'string', default: '100000' },
  },
  allowPositionals: true,
})

const originals: RawImage[] = []
if (positionals.length > 0)
  for (const path of positionals)
    originals.push(
      await decoded(
        sharp(path)
          .rotate()
          .toColourspace('srgb')
          .resize({
            ...{ width: 640, height: 640, fit: 'inside', withoutEnlargement: true },
          }),
      ),
    )
else
  for (let seed = 1; seed <= Number(values.pictures); seed += 1)
    originals.push(samplePicture(seed, 260 + (seed % 7) * 40, 240 + (seed % 5) * 40))

const inner = (image: RawImage, share: number, corner: 0 | 0.5) => {
  const width = Math.round(image.width * share)
  const height = Math.round(image.height * share)
  const left = Math.round((image.width - width) * corner)
  const top = Math.round((image.height - height) * corner)
  return asSharp(image).extract({ left, top, width, height })
}
const marked = (image: RawImage): Sharp => {
  const side = Math.round(Math.min(image.width, image.height) / 9)
  const { width, height } = image
  const svg = `<svg width="${width}" height="${height}" xmlns="http://www.w3.org/2000/svg">
    <rect width="${side}" height="${side}" fill="white"/>
    <path d="M${side * 0.25} ${side * 0.85}L${side * 0.5} ${side * 0.15}L${side * 0.75} ${side * 0.85}" stroke="black" stroke-width="${side * 0.12}" fill="none"/>
    <rect x="${width - side * 2.4}" y="${height - side * 0.5}" width="${side * 2}" height="${side * 0.16}" fill="black"/></svg>`
  return asSharp(image).composite([{ input: Buffer.from(svg) }])
}

const transforms: Record<string, (image: RawImage) => Promise<RawImage>> = {
  'JPEG 30': (image) => recompressed(asSharp(image), 30),
  'half size': (image) => decoded(asSharp(image).resize(Math.round(image.width / 2))),
  'quarter size, JPEG 60': (image) =>
    recompressed(asSharp(image).resize(Math.round(image.width / 4)), 60),
  'hue and gamma': (image) =>
    decoded(asSharp(image).modulate({ hue: 20, saturation: 1.3 }).gamma(1.6)),
  grey: (image) => decoded(asSharp(image).greyscale()),
  'letter and scale bar': (image) => decoded(marked(image)),
  'white frame, JPEG 85': (image) =>
    recompressed(
      asSharp(image).extend({ top: 12, bottom: 12, left: 12, right: 12, background: '#fff' }),
      85,
    ),
  'turned by 90°': (image) => decoded(asSharp(image).rotate(90)),
  'turned by 180°': (image) => decoded(asSharp(image).rotate(180)),
  mirrored: (image) => decoded(asSharp(image).flop()),
  'mirrored, half size, JPEG 60': (image) =>
    recompressed(
      asSharp(image)
        .flop()
        .resize(Math.round(image.width / 2)),
      60,
    ),
  'cropped by 1 %': (image) => decoded(inner(image, 0.99, 0.5)),
  'cropped by 5 %': (image) => decoded(inner(image, 0.95, 0.5)),
  'cropped by 10 %': (image) => decoded(inner(image, 0.9, 0)),
  'cropped by half': (image) => decoded(inner(image, 0.5, 0.5)),
  'turned by 5°': (image) =>
    decoded(asSharp(image).rotate(5, { background: { r: 240, g: 240, b: 240 } })),
}

const hashOf = (image: RawImage) => {
  const { pdq, quality } = fingerprintPanel(image, [0, 0, image.width, image.height])
  return { hash: fromHex(pdq), quality }
}
const nearest = (hash: Hash, others: Hash[]) =>
  Math.min(...others.map((other) => hamming(hash, other)))

const began = performance.now()
const own = originals.map(hashOf)
const each = (performance.now() - began) / originals.length
const megapixels = originals.reduce((sum, { width, height }) => sum + width * height, 0) / 1e6
console.log(
  `${originals.length} ${positionals.length > 0 ? 'given' : 'made-up'} pictures, ` +
    `${(megapixels / originals.length).toFixed(2)} megapixels, ${each.toFixed(1)} ms a fingerprint; ` +
    `${own.filter(({ quality }) => quality < leastQuality).length} below quality ${leastQuality}`,
)
const usable = originals.filter((_, at) => (own[at]?.quality ?? 0) >= leastQuality)
const hashes = own.filter(({ quality }) => quality >= leastQuality).map(({ hash }) => hash)

console.log('\ntransform                       recall   8 orientations   median bits')
for (const [name, change] of Object.entries(transforms)) {
  let plain = 0
  let turned = 0
  const distances: number[] = []
  for (const [at, image] of usable.entries()) {
    const { hash, quality } = hashOf(await change(image))
    const target = hashes[at]
    if (!target) continue
    const close = nearest(target, dihedral(hash))
    distances.push(close)
    const good = quality >= leastQuality
    if (good && hamming(hash, target) <= hashRadius) plain += 1
    if (good && close <= hashRadius) turned += 1
  }
  distances.sort((a, b) => a - b)
  const share = (count: number) => (count / usable.length).toFixed(2)
  console.log(
    `${name.padEnd(32)} ${share(plain)}     ${share(turned)}             ${distances[distances.length >> 1]}`,
  )
}

let strangers = Number.POSITIVE_INFINITY
let matches = 0
for (const [at, hash] of hashes.entries())
  for (const other of hashes.slice(0, at)) {
    const close = nearest(hash, dihedral(other))
    strangers = Math.min(strangers, close)
    if (close <= hashRadius) matches += 1
  }
console.log(
  `\ndifferent pictures: nearest ${strangers} bits in any orientation; ` +
    `${matches} of ${(hashes.length * (hashes.length - 1)) / 2} couples within ${hashRadius}`,
)

const random = randomFrom(1)
const total = Number(values.hashes)
const many = Array.from({ length: total }, () =>
  Uint32Array.from({ length: 8 }, () => random() * 2 ** 32),
)
const index = createHashIndex()
const building = performance.now()
for (const hash of many) index.add(hash)
const built = performance.now() - building
const queries = Array.from({ length: 200 }, (_, at) => {
  const hash = (many[Math.floor(random() * total)] ?? new Uint32Array(8)).slice()
  for (let flips = 0; flips < at % 36; flips += 1) {
    const bit = Math.floor(random() * 256)
    hash[bit >> 5] = ((hash[bit >> 5] ?? 0) ^ (1 << (bit & 31))) >>> 0
  }
  return hash
})
const searching = performance.now()
const found = queries.map((hash) => index.search(hash))
const searched = (performance.now() - searching) / queries.length
const scanning = performance.now()
const expected = queries.map((hash) =>
  many.flatMap((other, id) => {
    const distance = hamming(hash, other)
    return distance <= hashRadius ? [{ id, distance }] : []
  }),
)
const scanned = (performance.now() - scanning) / queries.length
const equal = JSON.stringify(found) === JSON.stringify(expected)
console.log(
  `\n${total} random hashes: built in ${built.toFixed(0)} ms; ${searched.toFixed(3)} ms a query ` +
    `(brute force ${scanned.toFixed(1)} ms); answers of ${queries.length} queries ` +
    `${equal ? 'equal' : 'DIFFER FROM'} brute force`,
)
if (!equal) process.exitCode = 1
