const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as HTML shows it, in elements and in quoted attributes alike. Control characters go. */
export const escapeHtml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? '')

/** HTML that is known to be safe, because {@link html} or this project's own code made it. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString() {
    return this.text
  }
}

type Value = string | number | Html | readonly Value[] | null

const render = (value: Value): string => {
  if (value === null) return ''
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map(render).join('')
  return escapeHtml(String(value))
}

/**
 * Template whose values are escaped unless they are {@link Html} already: forgetting to escape is
 * not possible, only deciding not to.
 */
export const html = (strings: TemplateStringsArray, ...values: Value[]): Html =>
  new Html(strings.reduce((text, part, i) => text + render(values[i - 1] ?? null) + part))

/** A link if the address is plain http or https; the bare text otherwise. */
export const link = (url: string | null, text: string): Html =>
  url !== null && /^https?:\/\/[^\s"'<>]+$/.test(url)
    ? html`<a href="${url}" rel="noopener noreferrer">${text}</a>`
    : html`${text}`

export const number = (value: number): string => value.toLocaleString('en')

export const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(part === whole || part === 0 ? 0 : 1)} %`
