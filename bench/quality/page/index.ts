import { createHash } from 'node:crypto'
import { barList } from '../../../report/chart.ts'
import { Html, html } from '../../../report/html.ts'
import { style } from '../../../report/style.ts'
import { cellsOf, head } from '../table.ts'
import type { Finding, Row, Task, TaskResult } from '../task.ts'
import { errorStyle } from './style.ts'

/** Most errors shown of one task. */
const most = 25
const ofOneKind = 5

const sheet = style + errorStyle
const styleHash = createHash('sha256').update(sheet).digest('base64')
const policy = `default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`

/** Tasks whose errors are text and need the whole width. */
const wide = new Set(['splitter', 'end-to-end', 'species', 'stain', 'topic'])

export interface Measured {
  task: Task
  result: TaskResult
}

/** The page of worst errors as one HTML file: no script, no network, pictures inside. */
export const renderErrors = async (
  measured: readonly Measured[],
  command: string,
): Promise<string> => {
  const sections: Html[] = []
  for (const { task, result } of measured) sections.push(await section(task, result))
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>histocorpus quality: worst errors</title>
<style>${new Html(sheet)}</style>
</head>
<body>
<header><h1>Worst errors by task</h1>
<p class="muted">Development part only: the frozen parts are never shown. Made by <code>${command}</code>.</p>
<p class="legend"><span class="key right"></span>found and right <span class="key wrong"></span>found and wrong <span class="key missed"></span>true, and not found</p>
<nav aria-label="Tasks">${measured.map(({ task }) => html`<a href="#${task.name}">${task.name}</a>`)}</nav>
</header>
<main>${sections}</main>
<footer>Pictures and captions are cut out of openly licensed sources named in the data's manifest.</footer>
</body>
</html>
`.text
}

const section = async ({ name, about }: Task, result: TaskResult): Promise<Html> => {
  const worst = worstOf(result.findings)
  const cards: Html[] = []
  for (const finding of worst) cards.push(await card(finding))
  return html`<section id="${name}"><h2>${name}</h2><p class="muted">${about}. ${result.split}.</p>
${scores(result.rows)}<div class="grid">${Object.entries(result.confusions).map(([title, counts]) => barList(title, largest(counts)))}</div>
<p class="muted">${result.findings.length} with an error; ${worst.length === result.findings.length ? 'all of them' : `the worst ${worst.length}`} below.</p>
<div class="errors${wide.has(name) ? ' wide' : ''}">${cards}</div></section>`
}

/** The worst, but no more than {@link ofOneKind} of one kind while there are others to show. */
export const worstOf = (findings: readonly Finding[]): Finding[] => {
  const counts = new Map<string, number>()
  const [first, later]: [Finding[], Finding[]] = [[], []]
  for (const finding of [...findings].sort((a, b) => b.severity - a.severity)) {
    const { kind } = finding
    const count = kind === undefined ? 0 : (counts.get(kind) ?? 0)
    if (kind !== undefined) counts.set(kind, count + 1)
    if (count < ofOneKind) first.push(finding)
    else later.push(finding)
  }
  return [...first, ...later].slice(0, most)
}

const card = async ({ title, body }: Finding): Promise<Html> =>
  html`<article class="error"><h4>${title}</h4>${await body()}</article>`

/** The commonest confusions; a bar for each of a hundred would hide them. */
const largest = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .slice(0, 20),
  )

/** The task's rows; its name is a column only where rows of several names stand together. */
const scores = (rows: readonly Row[]): Html => {
  const from = new Set(rows.map(({ task }) => task)).size > 1 ? 0 : 1
  return html`<div class="scroll"><table class="scores"><thead><tr>${head.slice(from, -1).map((name) => html`<th>${name}</th>`)}</tr></thead>${rows.map(
    (row) =>
      html`<tr>${cellsOf(row)
        .slice(from, -1)
        .map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</table></div>`
}
