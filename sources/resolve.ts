/** Only these are stripped: `JCB9806103.f1` is a whole name, not a name with an extension. */
const rasterExtension = /\.(jpe?g|png|tiff?|gif|webp|bmp)$/i

/** Of several files with one stem the first of these is taken. */
const preference = ['jpg', 'jpeg', 'png', 'tif', 'tiff', 'webp', 'bmp', 'gif']

const basename = (href: string): string => {
  const name = href.split(/[?#]/)[0]?.split(/[\\/]/).at(-1) ?? ''
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

const stemOf = (name: string) => name.replace(rasterExtension, '').toLowerCase()

const rank = (name: string) => {
  const extension = rasterExtension.exec(name)?.[1]?.toLowerCase() ?? ''
  const place = preference.indexOf(extension)
  return place < 0 ? preference.length : place
}

/**
 * The shipped file that a `graphic/@xlink:href` means: exact base name, then without case, then
 * equal stems with only raster extensions taken off either side (measured: hrefs come with and
 * without extension, in either case). Null when nothing fits.
 */
export const createResolver = (files: Iterable<string>): ((href: string) => string | null) => {
  const exact = new Map<string, string>()
  const folded = new Map<string, string>()
  const stems = new Map<string, string[]>()
  for (const file of [...files].sort()) {
    const name = basename(file)
    if (!exact.has(name)) exact.set(name, file)
    if (!folded.has(name.toLowerCase())) folded.set(name.toLowerCase(), file)
    if (rasterExtension.test(name)) {
      const stem = stemOf(name)
      stems.set(stem, [...(stems.get(stem) ?? []), file])
    }
  }
  return (href) => {
    const name = basename(href)
    if (name === '') return null
    const direct = exact.get(name) ?? folded.get(name.toLowerCase())
    if (direct !== undefined) return direct
    const candidates = stems.get(stemOf(name)) ?? []
    return [...candidates].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))[0] ?? null
  }
}
