/**
 * Decoding that can only copy. An answer is entries with the separator between them; an entry is
 * spans of the source in order, each from a word's beginning to a word's end. Since a token may stand
 * in several places, every reading of the answer so far is kept, the one with the fewest spans first.
 */
export interface Copier {
  /** Tokens that may come next, and whether the answer may end here. */
  allowed(answer: readonly number[]): { tokens: Set<number>; end: boolean }
  /** Runs of source tokens `[first, last]` of each entry, of the reading with the fewest spans. */
  read(answer: readonly number[]): [number, number][][]
}

interface State {
  /** Last source token copied; -1 where an entry begins. */
  at: number
  /** Tokens of the separator written so far; 0 outside one. */
  separated: number
  entries: [number, number][][]
  spans: number
}

export const createCopier = (
  source: readonly number[],
  /** Whether a word begins at each token. */
  begins: readonly boolean[],
  separator: readonly number[],
): Copier => {
  const places = new Map<number, number[]>()
  for (const [index, token] of source.entries())
    if (begins[index]) places.set(token, [...(places.get(token) ?? []), index])
  const wordEnds = (at: number) => at >= 0 && (at + 1 === source.length || begins[at + 1] === true)
  // What was answered before is not answered again: small models would go on so for ever.
  const textOf = (runs: readonly [number, number][]) =>
    runs.map(([first, last]) => source.slice(first, last + 1).join(' ')).join(' ')
  const repeats = (entries: readonly [number, number][][]) => {
    const last = textOf(entries.at(-1) ?? [])
    return entries.slice(0, -1).some((runs) => textOf(runs) === last)
  }
  const mayClose = (state: State) => wordEnds(state.at) && !repeats(state.entries)
  const start: State = { at: -1, separated: 0, entries: [[]], spans: 0 }

  const after = (state: State, token: number): State[] => {
    if (state.separated > 0) {
      if (separator[state.separated] !== token) return []
      const done = state.separated + 1 === separator.length
      return done
        ? [{ at: -1, separated: 0, entries: [...state.entries, []], spans: state.spans }]
        : [{ ...state, separated: state.separated + 1 }]
    }
    const next: State[] = []
    if (state.at >= 0 && source[state.at + 1] === token) next.push(extend(state))
    if (state.at < 0 || wordEnds(state.at))
      for (const place of places.get(token) ?? [])
        if (place > state.at + (state.at < 0 ? 0 : 1)) next.push(jump(state, place))
    if (mayClose(state) && token === separator[0])
      next.push(
        separator.length === 1
          ? { at: -1, separated: 0, entries: [...state.entries, []], spans: state.spans }
          : { ...state, separated: 1 },
      )
    return next
  }

  let cached: { answer: number[]; states: State[] } = { answer: [], states: [start] }
  const statesOf = (answer: readonly number[]): State[] => {
    const known = cached.answer.every((token, index) => answer[index] === token)
    let states = known ? cached.states : [start]
    const from = known ? cached.answer.length : 0
    for (const token of answer.slice(from))
      states = fewest(states.flatMap((state) => after(state, token)))
    cached = { answer: [...answer], states }
    return states
  }

  return {
    allowed: (answer) => {
      const tokens = new Set<number>()
      let end = false
      for (const state of statesOf(answer)) {
        if (state.separated > 0) {
          tokens.add(separator[state.separated] ?? -1)
          continue
        }
        const following = source[state.at + 1]
        if (state.at >= 0 && following !== undefined) tokens.add(following)
        if (state.at < 0 || wordEnds(state.at))
          for (const [token, where] of places)
            if (where.some((place) => place > state.at)) tokens.add(token)
        if (mayClose(state)) tokens.add(separator[0] ?? -1)
        if (wordEnds(state.at)) end = true
      }
      return { tokens, end }
    },
    read: (answer) => {
      const best = statesOf(answer).sort((a, b) => a.spans - b.spans)[0]
      return (best?.entries ?? []).filter((runs) => runs.length > 0)
    },
  }
}

const extend = (state: State): State => {
  const entry = state.entries.at(-1) ?? []
  const [first] = entry.at(-1) ?? [state.at]
  const runs: [number, number][] = [...entry.slice(0, -1), [first, state.at + 1]]
  return { ...state, at: state.at + 1, entries: [...state.entries.slice(0, -1), runs] }
}

const jump = (state: State, place: number): State => ({
  at: place,
  separated: 0,
  entries: [...state.entries.slice(0, -1), [...(state.entries.at(-1) ?? []), [place, place]]],
  spans: state.spans + 1,
})

/** One state for each place: the reading with the fewest spans. */
const fewest = (states: readonly State[]): State[] => {
  const best = new Map<string, State>()
  for (const state of states) {
    const key = `${state.at} ${state.separated}`
    const other = best.get(key)
    if (!other || state.spans < other.spans) best.set(key, state)
  }
  return [...best.values()]
}
