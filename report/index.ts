import { createHash } from 'node:crypto'
import { barList, histogram } from './chart.ts'
import type { ReportData } from './data.ts'
import { funnel } from './funnel.ts'
import { Html, html, number } from './html.ts'
import { contactSheet } from './sheet.ts'
import { style } from './style.ts'
import { failureTable, modelTable } from './tables.ts'

export type * from './data.ts'

const styleHash = createHash('sha256').update(style).digest('base64')

/** Nothing but the page's own style sheet and its embedded pictures: no script, no network. */
const policy = `default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`

/**
 * The picture of a corpus as one HTML file that needs nothing else. Captions, titles and messages
 * are other people's text and are escaped throughout.
 */
export const renderReport = (data: ReportData): string => {
  const { pairs, flagged, nonhuman } = data
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>histocorpus report</title>
<style>${new Html(style)}</style>
</head>
<body>
<header><h1>Histopathology image–caption corpus</h1>
${tiles(data)}
<dl class="facts">${data.run.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
<nav aria-label="Sections">${contents(data).map(([id, title]) => html`<a href="#${id}">${title}</a>`)}</nav>
</header>
<main>
${funnel(data.levels, data.reasons)}
<section id="corpus"><h2>What the corpus holds</h2><div class="grid">
${barList('Topics of kept pairs', data.topics)}
${barList('Stains of kept pairs', data.stains)}
${barList('Licences of kept pairs', data.licences)}
${barList('Splits of kept pairs', data.splits)}
${barList('Species of all pairs', data.species)}
<section class="card"><h3>Caption length</h3>${histogram(data.captionWords)}</section>
</div></section>
${contactSheet('pairs', 'Kept pairs', `A sample of ${number(pairs.length)}. Each leads home to its article.`, pairs)}
${contactSheet('flagged', 'Waiting for a curator', 'Pairs that a stage was not sure of, with its reason.', flagged)}
${contactSheet('nonhuman', 'Not human', 'Found non-human and kept out of the human corpus; the unfiltered set can still be exported by name.', nonhuman)}
${failureTable(data.failures)}
${modelTable(data.models)}
</main>
<footer>Made by histocorpus. Pictures and captions were cut out of the articles named beside them, under the licences stated there.</footer>
</body>
</html>
`
  return page.text
}

const tiles = ({ levels }: ReportData): Html => {
  const level = (name: string) => levels.find(({ item }) => item === name)
  const [pairs, articles] = [level('pairs'), level('articles')]
  const list: [number, string][] = [
    [pairs?.kept ?? 0, 'pairs kept'],
    [pairs?.flagged ?? 0, 'pairs flagged'],
    [articles?.in ?? 0, 'articles read'],
    [level('figures')?.in ?? 0, 'figures seen'],
    [levels.reduce((sum, { failed }) => sum + failed, 0), 'items failed'],
  ]
  return html`<div class="tiles">${list.map(([count, name]) => html`<div class="tile"><b>${number(count)}</b>${name}</div>`)}</div>`
}

const contents = (data: ReportData): [id: string, title: string][] => [
  ['funnel', 'Funnel'],
  ['corpus', 'What it holds'],
  ...(data.pairs.length > 0 ? ([['pairs', 'Kept pairs']] as [string, string][]) : []),
  ...(data.flagged.length > 0 ? ([['flagged', 'Flagged']] as [string, string][]) : []),
  ...(data.nonhuman.length > 0 ? ([['nonhuman', 'Not human']] as [string, string][]) : []),
  ['failures', 'Failures'],
  ...(data.models.length > 0 ? ([['models', 'Models']] as [string, string][]) : []),
]
