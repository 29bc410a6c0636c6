/**
 * Long lists of words as one regular expression. An engine tries alternatives one after another at
 * every place of a text; grouped by first letter, nearly all of them are passed over at once.
 */
export const byFirstLetter = (source: string): string => {
  const groups = new Map<string, string[]>()
  const others: string[] = []
  for (const word of alternatives(source)) {
    const first = /^(?:[A-Za-z]|\[[A-Za-z]{2}\])(?![?*{|])/.exec(word)?.[0]
    if (first === undefined) others.push(word)
    else groups.set(first, [...(groups.get(first) ?? []), word])
  }
  const guarded = [...groups].map(([letter, words]) =>
    words.length === 1 ? words.join('') : `(?=${letter})(?:${words.join('|')})`,
  )
  return `(?:${[...guarded, ...others].join('|')})`
}

/** What the strokes outside all brackets part. */
const alternatives = (source: string): string[] => {
  const found: string[] = []
  let [depth, from, inClass] = [0, 0, false]
  for (let at = 0; at < source.length; at++) {
    const char = source[at]
    if (char === '\\') at++
    else if (inClass) inClass = char !== ']'
    else if (char === '[') inClass = true
    else if (char === '(') depth++
    else if (char === ')') depth--
    else if (char === '|' && depth === 0) {
      found.push(source.slice(from, at))
      from = at + 1
    }
  }
  found.push(source.slice(from))
  return found
}
