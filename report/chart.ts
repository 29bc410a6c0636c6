import { type Html, html, number, percent } from './html.ts'

/** Share of a whole as a bar; widths are SVG attributes, so that no inline style is needed. */
const bar = (share: number): Html =>
  html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect class="fill" width="${(100 * share).toFixed(2)}" height="8"/></svg>`

/** Counts as bars, largest first. */
export const barList = (title: string, counts: Record<string, number>): Html => {
  const rows = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const most = Math.max(1, ...rows.map(([, count]) => count))
  const total = rows.reduce((sum, [, count]) => sum + count, 0)
  return html`<section class="card"><h3>${title}</h3>${
    rows.length === 0
      ? html`<p class="muted">none</p>`
      : html`<table class="bars">${rows.map(
          ([name, count]) =>
            html`<tr><th scope="row">${name.replaceAll('_', ' ')}</th><td>${bar(count / most)}</td><td class="num">${number(count)}</td><td class="num muted">${percent(count, total)}</td></tr>`,
        )}</table>`
  }</section>`
}

const parts = ['kept', 'flagged', 'dropped', 'failed'] as const
export type Parts = Record<(typeof parts)[number], number>

/** The four ends of a level as one divided bar. */
export const dividedBar = (counts: Parts, whole: number): Html => {
  let x = 0
  const pieces = parts.map((part) => {
    const width = whole === 0 ? 0 : (100 * counts[part]) / whole
    const piece = html`<rect class="${part}" x="${x.toFixed(3)}" width="${width.toFixed(3)}" height="10"><title>${part}: ${number(counts[part])}</title></rect>`
    x += width
    return piece
  })
  const words = parts.map((part) => `${part} ${counts[part]}`).join(', ')
  return html`<svg class="divided" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${words}"><rect class="track" width="100" height="10"/>${pieces}</svg>`
}

const wide = 360
const tall = 150

/** Widths that bins may have, in words. */
const widths = [1, 2, 5, 10, 20, 50, 100]

/** How long captions are, in words: at most 30 bins of equal width, the last one open. */
export const histogram = (words: Record<string, number>): Html => {
  const entries = Object.entries(words).map(([length, count]) => [Number(length), count] as const)
  const total = entries.reduce((sum, [, count]) => sum + count, 0)
  if (total === 0) return html`<p class="muted">no captions</p>`
  const sorted = [...entries].sort(([a], [b]) => a - b)
  const upper = quantile(sorted, total, 0.98)
  const width = widths.find((candidate) => upper / candidate < 30) ?? 100
  const bins = Array.from({ length: Math.floor(upper / width) + 1 }, () => 0)
  for (const [length, count] of sorted) {
    const bin = Math.min(bins.length - 1, Math.floor(length / width))
    bins[bin] = (bins[bin] ?? 0) + count
  }
  const most = Math.max(...bins)
  const step = wide / bins.length
  const every = Math.ceil(bins.length / 10)
  const columns = bins.map((count, i) => {
    const height = (count / most) * (tall - 34)
    const last = i === bins.length - 1
    const range = last ? `${i * width} words and more` : `${i * width}–${(i + 1) * width - 1} words`
    return html`<rect class="fill" x="${(i * step + 1).toFixed(1)}" y="${(tall - 20 - height).toFixed(1)}" width="${(step - 2).toFixed(1)}" height="${height.toFixed(1)}"><title>${range}: ${number(count)}</title></rect>${
      i % every === 0
        ? html`<text x="${(i * step + 1).toFixed(1)}" y="${tall - 5}">${i * width}</text>`
        : null
    }`
  })
  const median = quantile(sorted, total, 0.5)
  return html`<svg class="histogram" viewBox="0 0 ${wide} ${tall}" role="img" aria-label="captions by number of words"><line x1="0" x2="${wide}" y1="${tall - 19.5}" y2="${tall - 19.5}"/>${columns}</svg><p class="muted">words per caption; median ${median}, 98 % have at most ${upper}</p>`
}

const quantile = (sorted: (readonly [number, number])[], total: number, share: number): number => {
  let seen = 0
  for (const [length, count] of sorted) {
    seen += count
    if (seen >= share * total) return length
  }
  return sorted.at(-1)?.[0] ?? 0
}
