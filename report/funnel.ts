import { dropReasons, flagReasons, isDropReason, isFlagReason } from '../pipeline/reasons.ts'
import { dividedBar } from './chart.ts'
import type { ItemName, LevelCount, ReasonTally } from './data.ts'
import { type Html, html, number, percent } from './html.ts'

const titles: Record<ItemName, string> = {
  articles: 'Articles',
  figures: 'Figures',
  panels: 'Panels',
  subcaptions: 'Sub-captions',
  pairs: 'Pairs',
}

const order = ['flagged', 'dropped', 'failed']

const explain = (reason: string): string => {
  if (isDropReason(reason)) return dropReasons[reason]
  if (isFlagReason(reason)) return flagReasons[reason]
  return ''
}

/** From articles to pairs: what came in at each level, how it ended, and why. */
export const funnel = (levels: LevelCount[], reasons: ReasonTally[]): Html =>
  html`<section id="funnel"><h2>Funnel</h2>
<p class="legend"><span class="key kept"></span>kept <span class="key flagged"></span>flagged for a curator <span class="key dropped"></span>dropped <span class="key failed"></span>failed</p>
${levels.map((level) =>
  levelCard(
    level,
    reasons.filter(({ item }) => item === level.item),
  ),
)}</section>`

const levelCard = (level: LevelCount, reasons: ReasonTally[]): Html => {
  const sorted = [...reasons].sort(
    (a, b) =>
      order.indexOf(a.state) - order.indexOf(b.state) ||
      b.count - a.count ||
      (a.reason < b.reason ? -1 : 1),
  )
  const ends = (['kept', 'flagged', 'dropped', 'failed'] as const).filter((end) => level[end] > 0)
  return html`<div class="card level"><h3>${titles[level.item]} <b>${number(level.in)}</b></h3>${dividedBar(level, level.in)}<p class="ends">${ends.map((end) => html`<span>${number(level[end])} ${end} <span class="muted">${percent(level[end], level.in)}</span></span>`)}</p>${
    sorted.length === 0
      ? null
      : html`<table class="reasons">${sorted.map(
          ({ state, reason, count }) =>
            html`<tr><td class="num">${number(count)}</td><td><span class="key ${state}"></span><code>${reason}</code> <span class="muted">${explain(reason)}</span></td></tr>`,
        )}</table>`
  }</div>`
}
