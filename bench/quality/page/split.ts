import type { CaptionSplit, Span } from '../../../pipeline/types.ts'
import { type Html, html } from '../../../report/html.ts'
import type { Gold } from '../gold/captions.ts'
import { tokenF1 } from '../score/captions.ts'

/** Colours of the style sheet; labels beyond go round again. */
const colours = 8

interface Piece {
  text: string
  /** Indices of the panels that own it. */
  owners: number[]
}

/** The caption cut where the owners of its characters change. */
export const piecesOf = (caption: string, spansOf: readonly (readonly Span[])[]): Piece[] => {
  const edges = new Set([0, caption.length, ...spansOf.flat(2)])
  const sorted = [...edges].sort((a, b) => a - b)
  return sorted.slice(0, -1).map((start, index) => {
    const end = sorted[index + 1] ?? caption.length
    const owners = spansOf.flatMap((spans, panel) =>
      spans.some(([from, to]) => from <= start && to >= end) ? [panel] : [],
    )
    return { text: caption.slice(start, end), owners }
  })
}

const colourOf = ({ owners }: Piece, panels: number): string => {
  if (owners.length === 0) return 'nobody'
  if (panels > 1 && owners.length === panels) return 'everybody'
  return owners.length > 1 ? 'some' : `c${(owners[0] ?? 0) % colours}`
}

/** A caption with each panel's words in its colour; below, the texts beside the truth by label. */
export const splitBody = (gold: Gold, split: CaptionSplit): Html => {
  const panels = split.multi ? split.panels : []
  const names = panels.map(({ labels }) => labels.join(' '))
  const pieces = piecesOf(
    gold.caption,
    panels.map(({ spans }) => spans),
  )
  const ours = new Map(panels.flatMap(({ labels, full }) => labels.map((label) => [label, full])))
  const truth = new Map(
    gold.multi
      ? gold.panels.flatMap(({ labels, full }) => labels.map((label) => [label, full]))
      : [],
  )
  const labels = [...new Set([...truth.keys(), ...ours.keys()])]
  const rows = labels.map((label) => {
    const [wanted, given] = [truth.get(label), ours.get(label)]
    const value = wanted === undefined || given === undefined ? 0 : tokenF1(wanted, given)
    return { label, wanted, given, value }
  })
  const wrong = rows.filter(({ value }) => value < 0.9)
  return html`<p class="text">${pieces.map(
    (piece) =>
      html`<span class="${colourOf(piece, panels.length)}" title="${piece.owners.map((at) => names[at] ?? '').join(', ') || 'no panel'}">${piece.text}</span>`,
  )}</p><p class="muted">${panels.length === 0 ? 'not split' : names.map((name, at) => html`<span class="c${at % colours}"> ${name} </span> `)}${
    panels.length > 1
      ? html`<span class="everybody"> all </span> <span class="some"> several </span>`
      : null
  }</p><div class="scroll"><table class="texts"><thead><tr><th>label</th><th>F1</th><th>truth</th><th>given</th></tr></thead>${wrong.map(
    ({ label, wanted, given, value }) =>
      html`<tr><th>${label}</th><td class="num">${value.toFixed(2)}</td><td>${wanted ?? html`<i>no such panel</i>`}</td><td>${given ?? html`<i>no such panel</i>`}</td></tr>`,
  )}</table></div>${rows.length > wrong.length ? html`<p class="muted">${rows.length - wrong.length} of ${rows.length} labels right (F1 ≥ 0.9).</p>` : null}${gold.note ? html`<p class="muted">Annotator: ${gold.note}</p>` : null}`
}
