import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { decodeImage } from '../../pipeline/image.ts'
import type { Bbox, RawImage } from '../../pipeline/types.ts'
import type { SinglePicture } from './gold/pictures.ts'
import { random } from './measures.ts'

export interface Montage {
  image: RawImage
  boxes: Bbox[]
  /** The group whose pictures it shows; a name of its own when it mixes groups. */
  group: string
  seed: number
}

/** Most pixels on a side of a cell; sides are drawn from here to twice this. */
const side = 150

/** Pixels near white or black on the rim, above which a neighbour's edge cannot be seen. */
const plainRim = 0.4

/** A grid of `rows` × `columns` cells with `gutter` white pixels between them and none around. */
export const gridOf = (
  rows: number,
  columns: number,
  cell: readonly [number, number],
  gutter: number,
) => {
  const [width, height] = cell
  const boxes = Array.from({ length: rows * columns }, (_, index): Bbox => {
    const [row, column] = [Math.floor(index / columns), index % columns]
    return [column * (width + gutter), row * (height + gutter), width, height]
  })
  return {
    boxes,
    width: columns * (width + gutter) - gutter,
    height: rows * (height + gutter) - gutter,
  }
}

/** Share of the rim that is nearly white or nearly black. */
export const rimShare = ({ data, width, height }: RawImage): number => {
  let [plain, all] = [0, 0]
  for (let y = 0; y < height; y += 1) {
    const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1)
    for (let x = 0; x < width; x += step) {
      const at = 3 * (y * width + x)
      const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
      all += 1
      if (Math.min(red, green, blue) > 235 || Math.max(red, green, blue) < 25) plain += 1
    }
  }
  return plain / all
}

/**
 * Montages of real single pictures, the same for the same seed: every second one from one group
 * only, the others of tissue of any group. Two cuts of one picture are never neighbours, and
 * pictures with a white or black rim are left out, because no edge would show between two of them.
 */
export const createComposer = (data: string, pictures: readonly SinglePicture[]) => {
  const decoded = new Map<string, Promise<RawImage | null>>()
  const decode = (file: string) => {
    const known =
      decoded.get(file) ??
      readFile(join(data, 'images', file))
        .then(decodeImage)
        .then((image) => shrink(image))
        .catch(() => null)
    decoded.set(file, known)
    return known
  }
  const photographic = pictures.filter(({ kind }) =>
    ['histology', 'other_micro', 'photo', 'radiology'].includes(kind),
  )
  const groups = new Map<string, SinglePicture[]>()
  for (const picture of photographic)
    groups.set(picture.group, [...(groups.get(picture.group) ?? []), picture])
  const names = [...groups].flatMap(([name, own]) =>
    new Set(own.map(({ origin }) => origin)).size >= 4 ? name : [],
  )

  return async (seed: number, gutter: number): Promise<Montage | null> => {
    const next = random(seed * 7919 + 1)
    const pick = (count: number) => Math.floor(next() * count)
    const oneGroup = seed % 2 === 0 && names.length > 0
    const group = oneGroup ? (names[pick(names.length)] ?? '') : `montage ${seed}`
    const pool = oneGroup
      ? (groups.get(group) ?? [])
      : photographic.filter(({ kind }) => kind === 'histology')
    const [rows, columns] = [1 + pick(3), 2 + pick(3)]
    const cell = [side + pick(side), side + pick(side)] as const
    const shuffled = pool
      .map((picture) => ({ picture, draw: next() }))
      .sort((a, b) => a.draw - b.draw)
    const cells: RawImage[] = []
    const origins = new Set<string>()
    for (const { picture } of shuffled) {
      if (cells.length === rows * columns) break
      const image = origins.has(picture.origin) ? null : await decode(picture.file)
      if (!image) continue
      const content = await cover(image, cell)
      if (rimShare(content) > plainRim) continue
      origins.add(picture.origin)
      cells.push(content)
    }
    // Too few pictures for the grid: as many whole rows as there are, two cells at least.
    const full = Math.min(columns, cells.length)
    const grid = gridOf(Math.floor(cells.length / Math.max(1, full)), full, cell, gutter)
    if (grid.boxes.length < 2) return null
    return { image: await paste(cells, grid), boxes: grid.boxes, group, seed }
  }
}

const raw = ({ width, height, channels }: RawImage) => ({ raw: { width, height, channels } })

const shrink = async (image: RawImage): Promise<RawImage> => {
  const { data, info } = await sharp(image.data, raw(image))
    .resize(640, 640, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, channels: 3, data }
}

const cover = async (image: RawImage, [width, height]: readonly [number, number]) => {
  const data = await sharp(image.data, raw(image))
    .resize(width, height, { fit: 'cover' })
    .raw()
    .toBuffer()
  return { width, height, channels: 3 as const, data }
}

/** Pastes the cells on white and saves as JPEG of quality 90, as figures travel. */
const paste = async (
  cells: readonly RawImage[],
  { boxes, width, height }: ReturnType<typeof gridOf>,
): Promise<RawImage> => {
  const layers = boxes.flatMap(([left, top], index) => {
    const cell = cells[index]
    return cell ? [{ input: cell.data, ...raw(cell), left, top }] : []
  })
  const jpeg = await sharp({ create: { width, height, channels: 3, background: 'white' } })
    .composite(layers)
    .jpeg({ quality: 90 })
    .toBuffer()
  return decodeImage(jpeg)
}
