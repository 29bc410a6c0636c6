import { dropReasons, flagReasons, isDropReason, isFlagReason } from '../pipeline/reasons.ts'
import type { ReportPair } from './data.ts'
import { Html, html, link } from './html.ts'

/** Pairs as cards: picture, caption, labels, and the way home. */
export const contactSheet = (
  id: string,
  title: string,
  about: string,
  pairs: ReportPair[],
): Html | null =>
  pairs.length === 0
    ? null
    : html`<section id="${id}"><h2>${title}</h2><p class="muted">${about}</p><div class="sheet">${pairs.map(card)}</div></section>`

const why = (reason: string): string => {
  if (isDropReason(reason)) return dropReasons[reason]
  if (isFlagReason(reason)) return flagReasons[reason]
  return reason
}

const card = (pair: ReportPair): Html => {
  const source = new Html(`data:image/jpeg;base64,${pair.image.toString('base64')}`)
  const where = [pair.figure_label ?? pair.figure_id, pair.labels.join(', ')].filter(Boolean)
  const journal = [pair.journal, pair.year].filter(Boolean).join(' ')
  const [x, y, width, height] = pair.bbox
  return html`<article class="pair" id="${pair.pair_id}"><img src="${source}" alt="" loading="lazy">
<div class="chips"><span>${pair.topic.replaceAll('_', ' ')}</span><span>${pair.stain}</span><span>${pair.species}</span><span title="probability that picture and caption belong together">${pair.score.toFixed(2)}</span></div>
${pair.reason === null ? null : html`<p class="why"><span class="key ${pair.state === 'flagged' ? 'flagged' : 'dropped'}"></span>${why(pair.reason)}</p>`}
<p class="caption" tabindex="0">${pair.caption}</p>
<p class="home">${link(pair.url, pair.title || pair.article)}<br>${journal ? `${journal} · ` : ''}${pair.article} · ${where.join(' ')} · ${pair.licence ?? 'no licence'}${pair.split ? ` · ${pair.split}` : ''}<br>${pair.file}, box ${x}, ${y}, ${width} × ${height}</p></article>`
}
