import type { ClassifyInput, TextEvidence } from '../../../pipeline/types.ts'
import { type Html, html } from '../../../report/html.ts'

/** Longest abstract shown before it is cut. */
const longest = 1200

/** A field's text with the places of its evidence marked. */
const marked = (text: string, evidence: readonly TextEvidence[]): Html[] => {
  const pieces: Html[] = []
  let at = 0
  for (const { start, end } of [...evidence].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue
    pieces.push(html`${text.slice(at, start)}<mark>${text.slice(start, end)}</mark>`)
    at = end
  }
  pieces.push(html`${text.slice(at, at + longest)}${text.length > at + longest ? ' …' : ''}`)
  return pieces
}

/** The words around a caption with evidence marked, and the verdict beside the truth. */
export const evidenceBody = (
  input: ClassifyInput,
  evidence: readonly TextEvidence[],
  facts: readonly (readonly [name: string, value: string])[],
): Html => {
  const texts = {
    caption: input.caption,
    title: input.title ?? '',
    keywords: (input.keywords ?? []).join('; '),
    abstract: input.abstract ?? '',
  }
  const of = (field: string) => evidence.filter((one) => one.field === field)
  return html`<dl class="verdict">${facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>${Object.entries(texts)
    .filter(([, text]) => text !== '')
    .map(
      ([field, text]) =>
        html`<p class="text${field === 'caption' || field === 'title' ? '' : ' around'}"><b>${field}</b> ${marked(text, of(field))}</p>`,
    )}`
}

/** Every place where one of the patterns matches a field, as evidence. */
export const placesOf = (
  input: ClassifyInput,
  fields: readonly ('caption' | 'title' | 'abstract')[],
  patterns: readonly RegExp[],
): TextEvidence[] =>
  fields.flatMap((field) =>
    patterns.flatMap((pattern) =>
      [
        ...(input[field] ?? '').matchAll(
          new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`),
        ),
      ]
        .filter(([text]) => text !== '')
        .map((match) => ({
          ...{ field, start: match.index, end: match.index + match[0].length },
          text: match[0],
        })),
    ),
  )
