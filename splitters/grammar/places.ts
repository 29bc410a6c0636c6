const side = '(?:left|right|middle|cent(?:er|re)|central|top|bottom|upper|lower)'

/** Words that say where in a figure something stands: "left", "top right", "upper-left", "leftmost". */
export const place = `(?:(?:upper|lower|top|bottom|middle|far)[ -])?(?:${side})(?:most)?`

/** What can stand there. */
export const thing =
  '(?:(?:sub-?)?panels?|images?|pictures?|photos?|photographs?|(?:photo)?micrographs?|rows?|columns?|graphs?|plots?|insets?|parts?|gels?|blots?|charts?|diagrams?|drawings?|schematics?)'

const alone = new RegExp(`^(?:on\\s+|in\\s+|at\\s+)?(?:the\\s+)?${place}(?:\\s+${thing})?$`, 'iu')

/** Whether words say where something is and nothing else: "left panel", "upper row". */
export const isPlace = (text: string): boolean => alone.test(text.trim())

/**
 * Labels are lower-case words: `left`, `top`; "panel" is left out, rows, columns and plurals stay
 * (`upper row`, `left panels`).
 */
export const labelOf = (where: string, what?: string): string => {
  const at = where.toLowerCase().replace('-', ' ').replace(/most$/, '')
  const kind = what?.toLowerCase()
  return kind && /rows?$|columns?$|s$/.test(kind) ? `${at} ${kind}` : at
}
