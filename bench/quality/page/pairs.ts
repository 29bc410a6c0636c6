import { type Html, html } from '../../../report/html.ts'
import { tokenF1 } from '../score/captions.ts'

interface Described {
  caption: string
  species: string
  stain: string
  topic: string
}
interface Compared {
  pair: Described
  gold: { captions: string[]; species: string; stain: string; topic: string } | null
}

const beside = (given: string, truth: string | undefined): Html =>
  truth === undefined || given === truth
    ? html`${given}`
    : html`<mark>${given}</mark> <span class="muted">(${truth})</span>`

/** The pairs of a figure, each numbered as its box, with the true words beside. */
export const pairTable = (pairs: readonly Compared[], caption: string): Html =>
  html`<div class="scroll"><table class="texts"><thead><tr><th>box</th><th>F1</th><th>truth</th><th>given</th><th>species, stain, topic</th></tr></thead>${pairs.map(
    ({ pair, gold }, index) => {
      const closest = gold?.captions
        .map((text) => ({ text, value: tokenF1(pair.caption, text) }))
        .sort((a, b) => b.value - a.value)[0]
      return html`<tr><th>${index + 1}</th><td class="num">${closest ? closest.value.toFixed(2) : '–'}</td><td>${
        closest ? closest.text : html`<i>no tissue panel</i>`
      }</td><td>${pair.caption}</td><td>${beside(pair.species, gold?.species)}<br>${beside(pair.stain, gold?.stain)}<br>${beside(pair.topic, gold?.topic)}</td></tr>`
    },
  )}</table></div><p class="muted">Caption: ${caption}</p>`
