import type { ReportFailure, ReportModel } from './data.ts'
import { type Html, html, number } from './html.ts'

/** Items listed of each code; a broken dump can hold thousands. */
const shown = 20

/** What failed, grouped by code, each with what to do about it. */
export const failureTable = (failures: ReportFailure[]): Html => {
  const groups = new Map<string, ReportFailure[]>()
  for (const failure of failures) {
    const group = groups.get(failure.code)
    if (group) group.push(failure)
    else groups.set(failure.code, [failure])
  }
  const sorted = [...groups].sort(([a, m], [b, n]) => n.length - m.length || (a < b ? -1 : 1))
  if (sorted.length === 0)
    return html`<section id="failures"><h2>Failures</h2><p class="muted">Nothing failed.</p></section>`
  return html`<section id="failures"><h2>Failures</h2>
<p class="muted">Everything else went on. <code>histocorpus retry</code> tries these again.</p>
<div class="scroll"><table class="list"><thead><tr><th>code</th><th>item</th><th>what happened, what to do</th></tr></thead>${sorted.map(([code, items]) => failureGroup(code, items))}</table></div></section>`
}

const failureGroup = (code: string, items: ReportFailure[]): Html => {
  const more = items.length - shown
  const rows = items
    .slice(0, shown)
    .map(
      ({ item, message, remedy }) =>
        html`<td class="item">${item}</td><td>${message}${remedy ? html`<br><span class="muted">${remedy}</span>` : null}</td></tr>`,
    )
  if (more > 0) rows.push(html`<td class="muted" colspan="2">and ${number(more)} more</td></tr>`)
  const head = html`<tr><th scope="rowgroup" rowspan="${rows.length}"><code>${code}</code> <span class="muted">${number(items.length)}</span></th>`
  return html`<tbody>${rows.map((row, i) => html`${i === 0 ? head : html`<tr>`}${row}`)}</tbody>`
}

/** Which models decided, so that a number can be traced to the file that gave it. */
export const modelTable = (models: ReportModel[]): Html | null =>
  models.length === 0
    ? null
    : html`<section id="models"><h2>Models</h2>
<div class="scroll"><table class="list"><thead><tr><th>model</th><th>task</th><th>scores</th><th>licence</th><th>SHA-256</th></tr></thead><tbody>${models.map(
        ({ name, task, scores, licence, sha256 }) =>
          html`<tr><th scope="row">${name}</th><td>${task}</td><td>${scores}</td><td>${licence}</td><td><code title="${sha256}">${sha256.slice(0, 12)}</code></td></tr>`,
      )}</tbody></table></div></section>`
