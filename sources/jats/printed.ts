/** A figure as print names it: `Fig. 2`, `Figures 3A–C`, `Abb. 1`, `Figura 4`. */
const opening = /\b(?:supplementa\w+ )?(?:fig(?:ure|ura)?s?|abb(?:ildung)?(?:en)?)\b\.?\s*/gi
/** One number with the letters of its panels, then what joins it to the next. */
const item =
  /(S?\d{1,3})(?:[.-](\d{1,2}))?(?:\s?[A-Za-z](?![A-Za-z]))*(?:[-–—,][A-Za-z](?![A-Za-z]))*/y
const joint = /\s*(?:[-–—‐]|\bto\b|\bthrough\b|,|;|&|\band\b|\bor\b|,\s*and\b)\s*(?=S?\d)/iy
const range = /[-–—‐]|to|through/i
/** More figures than this in one range is a misreading. */
const longestRange = 20

export interface PrintedReference {
  /** `2`, `S1`, `3.2`: as {@link printedNumber} gives it for a label. */
  number: string
  /** The words themselves, e.g. `Fig. 2A–C`. */
  reference: string
}

/** The number in a figure's label; null when it has none or belongs to a supplement of a figure. */
export const printedNumber = (label: string | null): string | null => {
  if (label === null || /figure supplement/i.test(label)) return null
  const match =
    /^\W*(?:supplementa\w+ )?(?:fig|abb)[a-z]*\W*\s*(S?\d{1,3})(?:[.-](\d{1,2}))?/i.exec(label)
  if (!match?.[1]) return null
  return nameOf(match[1], match[2])
}

const nameOf = (whole: string, part: string | undefined) =>
  part === undefined ? whole.toUpperCase() : `${whole.toUpperCase()}.${part}`

/** Every figure that a text names by its number, lists and ranges written out. */
export const printedReferences = (text: string): PrintedReference[] => {
  const found: PrintedReference[] = []
  for (const match of text.matchAll(opening)) {
    let at = match.index + match[0].length
    let last: string | null = null
    let isRange = false
    for (;;) {
      item.lastIndex = at
      const [whole, number, part] = item.exec(text) ?? []
      if (whole === undefined || number === undefined) break
      const reference = text.slice(match.index, at + whole.length)
      const dashed = part !== undefined && text[at + number.length] === '-'
      // "3-5" without a point is a range, not part 5 of figure 3.
      const numbers = dashed ? between(number, part) : []
      const names: string[] = dashed ? [number, ...numbers, part] : [nameOf(number, part)]
      if (isRange && last !== null && names[0]) names.unshift(...between(last, names[0]))
      for (const name of names) found.push({ number: name.toUpperCase(), reference })
      last = names.at(-1) ?? null
      at += whole.length
      joint.lastIndex = at
      const [joined] = joint.exec(text) ?? []
      if (joined === undefined) break
      isRange = range.test(joined)
      at += joined.length
    }
  }
  return found
}

/** Numbers strictly between two, `S` kept; none when they do not count upwards. */
export const between = (first: string, second: string): string[] => {
  const [start, end] = [first, second].map((name) => /^(S?)(\d+)$/i.exec(name))
  if (!start || !end || (end[1] !== '' && start[1] !== end[1])) return []
  const count = Number(end[2]) - Number(start[2]) - 1
  if (count <= 0 || count > longestRange) return []
  return Array.from({ length: count }, (_, index) => `${start[1]}${Number(start[2]) + index + 1}`)
}
