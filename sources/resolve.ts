/** Only these are stripped: `JCB9806103.f1` is a whole name, not a name with an extension. */
const rasterExtension = /\.(jpe?g|png|tiff?|gif|webp|bmp)$/i

/** Of several files with one stem the first of these is taken. */
const preference = ['jpg', 'jpeg', 'png', 'tif', 'tiff', 'webp', 'bmp', 'gif']

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** File names may hold `#` and `?`, addresses may not: so both readings are tried. */
const basenames = (href: string): string[] => {
  const last = (text: string) => decoded(text).split(/[\\/]/).at(-1) ?? ''
  return [...new Set([last(href), last(href.split(/[?#]/)[0] ?? '')])]
}

/** PLOS writes the article's DOI where its files begin without the `journal.`: both mean one file. */
const withoutPrefix = (stem: string) => stem.replace(/^journal\./, '')

const stemOf = (name: string) => name.replace(rasterExtension, '').toLowerCase()

const rank = (name: string) => {
  const extension = rasterExtension.exec(name)?.[1]?.toLowerCase() ?? ''
  const place = preference.indexOf(extension)
  return place < 0 ? preference.length : place
}

/**
 * The shipped file that a `graphic/@xlink:href` means: exact path, exact base name, then without case, then
 * equal stems with only raster extensions taken off either side (measured: hrefs come with and
 * without extension, in either case). Null when nothing fits.
 */
export const createResolver = (files: Iterable<string>): ((href: string) => string | null) => {
  const paths = new Set<string>()
  const exact = new Map<string, string>()
  const folded = new Map<string, string>()
  const stems = new Map<string, string[]>()
  const pathStems = new Map<string, string>()
  for (const file of [...files].sort()) {
    paths.add(file)
    const name = file.split('/').at(-1) ?? file
    if (!exact.has(name)) exact.set(name, file)
    if (!folded.has(name.toLowerCase())) folded.set(name.toLowerCase(), file)
    if (!rasterExtension.test(name)) continue
    const place = stemOf(file)
    const earlier = pathStems.get(place)
    if (earlier === undefined || rank(file) < rank(earlier)) pathStems.set(place, file)
    const stem = stemOf(name)
    const known = stems.get(stem)
    if (known) known.push(file)
    else stems.set(stem, [file])
  }
  const byStem = (stem: string) =>
    [...(stems.get(stem) ?? [])].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))[0]
  return (href) => {
    const path = decoded(href).replace(/^(\.\/)+/, '')
    if (paths.has(path)) return path
    const below = path.includes('/') ? pathStems.get(stemOf(path)) : undefined
    if (below !== undefined) return below
    for (const name of basenames(href)) {
      if (name === '') continue
      const stem = stemOf(name)
      const found =
        exact.get(name) ??
        folded.get(name.toLowerCase()) ??
        byStem(stem) ??
        byStem(withoutPrefix(stem))
      if (found !== undefined) return found
    }
    return null
  }
}
