import type { Caption } from './captions.ts'
import { type Page, type PageBox, type PageImage, union } from './page.ts'

export interface Region {
  caption: Caption
  page: number
  box: PageBox
  /** Resolution of the finest picture in the region. */
  dpi: number
}

/** Smaller pictures are icons; sides in points. */
const smallest = 36
/** Strips of one picture touch or nearly touch; in points. */
const stripGap = 4
/** A picture that covers so much of a page is its background. */
const background = 0.9
/** Farther from its caption a picture belongs to another; share of the page's height. */
const farthest = 0.6

/**
 * One region for each caption that has pictures: every picture goes to the nearest caption, above
 * before beside before below; a picture on a page without captions may belong to the one that
 * opens the next page.
 */
export const findRegions = (pages: readonly Page[], captions: readonly Caption[]): Region[] => {
  const repeated = repeatedImages(pages)
  const regions = new Map<Caption, Region>()
  const orphans: { page: Page; images: PageImage[] }[] = []
  for (const page of pages) {
    const images = mergeStrips(
      page.images
        .filter(({ id }) => !repeated.has(id))
        .map((image) => onPage(image, page))
        .filter(({ box }) => isFigure(box, page)),
    )
    const own = captions.filter((caption) => caption.page === page.number)
    if (own.length === 0 && images.length > 0) orphans.push({ page, images })
    for (const image of images) {
      const best = [...own]
        .map((caption) => ({ caption, cost: cost(image.box, caption.box, page) }))
        .sort((a, b) => a.cost - b.cost)[0]
      if (best && best.cost < farthest * page.height) add(regions, best.caption, page.number, image)
    }
  }
  for (const { page, images } of orphans) {
    const next = captions.find(
      (caption) => caption.page === page.number + 1 && !regions.has(caption),
    )
    if (next) for (const image of images) add(regions, next, page.number, image)
  }
  return captions.flatMap((caption) => regions.get(caption) ?? [])
}

const add = (regions: Map<Caption, Region>, caption: Caption, page: number, image: PageImage) => {
  const dpi = (72 * image.pixels) / image.box[2]
  const region = regions.get(caption)
  if (!region) regions.set(caption, { caption, page, box: image.box, dpi })
  else if (region.page === page)
    regions.set(caption, {
      ...region,
      box: union(region.box, image.box),
      dpi: Math.max(dpi, region.dpi),
    })
}

/** Logos: the same object on three pages or more. */
const repeatedImages = (pages: readonly Page[]): Set<string> => {
  const seen = new Map<string, Set<number>>()
  for (const { images, number } of pages)
    for (const { id } of images)
      if (id.startsWith('g_')) seen.set(id, (seen.get(id) ?? new Set()).add(number))
  return new Set([...seen].filter(([, on]) => on.size >= 3).map(([id]) => id))
}

/** What shows of a picture that is drawn beyond the page and clipped. */
const onPage = (image: PageImage, page: Page): PageImage => {
  const [left, top] = [Math.max(image.box[0], 0), Math.max(image.box[1], 0)]
  const width = Math.min(image.box[0] + image.box[2], page.width) - left
  const height = Math.min(image.box[1] + image.box[3], page.height) - top
  const pixels = (image.pixels * width) / Math.max(image.box[2], 1)
  return { ...image, box: [left, top, Math.max(width, 0), Math.max(height, 0)], pixels }
}

const isFigure = ([, , width, height]: PageBox, page: Page) =>
  width * height < background * page.width * page.height && width > 4 && height > 4

const mergeStrips = (images: PageImage[]): PageImage[] => {
  const merged: PageImage[] = []
  for (const image of images) {
    let grown = image
    for (
      let index = merged.findIndex((other) => touches(other.box, grown.box));
      index >= 0;
      index = merged.findIndex((other) => touches(other.box, grown.box))
    ) {
      const [other] = merged.splice(index, 1)
      if (other) grown = joined(other, grown)
    }
    merged.push(grown)
  }
  return merged.filter(({ box }) => box[2] >= smallest && box[3] >= smallest)
}

const joined = (a: PageImage, b: PageImage): PageImage => {
  const box = union(a.box, b.box)
  const density = Math.max(a.pixels / Math.max(a.box[2], 1), b.pixels / Math.max(b.box[2], 1))
  return { id: a.id, box, pixels: density * box[2] }
}

const touches = (a: PageBox, b: PageBox) =>
  a[0] - stripGap <= b[0] + b[2] &&
  b[0] - stripGap <= a[0] + a[2] &&
  a[1] - stripGap <= b[1] + b[3] &&
  b[1] - stripGap <= a[1] + a[3]

/** Distance in points, weighted: above 1, beside 1.3, below 1.6; other columns cost their offset. */
const cost = (image: PageBox, caption: PageBox, page: Page): number => {
  const above = caption[1] - (image[1] + image[3])
  const below = image[1] - (caption[1] + caption[3])
  const aside = Math.max(
    image[0] - (caption[0] + caption[2]),
    caption[0] - (image[0] + image[2]),
    0,
  )
  if (above >= -0.02 * page.height) return Math.max(above, 0) + aside
  if (below >= -0.02 * page.height) return 1.6 * Math.max(below, 0) + aside + 20
  return 1.3 * aside
}
