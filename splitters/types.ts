import type { Span } from '../pipeline/types.ts'

/** Alphabets a figure may number its panels with; `position` stands for left, top, upper row … */
export const families = ['upper', 'lower', 'Roman', 'roman', 'number', 'grid', 'position'] as const
export type Family = (typeof families)[number]

/** How a label list is written; the stronger the form, the less context it needs. */
export type Form = 'bracket' | 'gloss' | 'half' | 'panel' | 'bare' | 'loose' | 'position'

/** A place in a caption that could name panels, before anything is decided. */
export interface Candidate {
  start: number
  end: number
  /** The labels it would name in each family it can be read in. */
  readings: Partial<Record<Family, string[]>>
  form: Form
  /** Words inside the bracket that say something about the panel: `(EF, B)`, `(C, n = 10)`. */
  gloss: Span | null
  /** Belief in it from its form and its neighbours alone, 0 to 1. */
  prior: number
  /** It opens a sentence or a clause. */
  first: boolean
  /** It is the first letter of the word before it: an abbreviation, most likely. */
  initial: boolean
  /** It points at another panel ("as in (A)") rather than naming one. */
  reference: boolean
  /** A reference that says where something is ("in (A)"): it names a panel that nothing else names. */
  located: boolean
  /** It stands in a row of letters that runs through the alphabet. */
  row?: boolean
}

/** A candidate that was taken, with the labels it names. */
export interface Marker {
  start: number
  end: number
  labels: string[]
  form: Form
  gloss: Span | null
}

/** A span and whose it is: a set of labels, everybody's (`all`) or nobody's (`none`). */
export interface Piece {
  start: number
  end: number
  owner: 'all' | 'none' | readonly string[]
}

/** Whether labels stand before their words or behind them. */
export type Direction = 'first' | 'last'
