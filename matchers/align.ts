/**
 * Aligns panels, read in one order, with labels in theirs, as a hidden Markov model whose states
 * are the labels. A panel mostly takes the next label; it may stay with the last one (a letter
 * that holds several pictures), skip some (panels that were not found), go back (letters that do
 * not follow the order) or take none (a picture that the caption does not name). One pass gives
 * the best alignment of the whole figure, its likelihood, and how sure each single panel is.
 */

/** Log probabilities of the moves. */
export interface Moves {
  next: number
  stay: number
  /** For each label passed over. */
  skip: number
  /** To an earlier label; labels after it have been seen and do not count as skipped. */
  back: number
  none: number
  /** Added to `stay` when the panel is of another kind than the one before. */
  differ: number
  /** Added to `stay` when the panel does not lie beside the one before. */
  jump: number
  /** Added where labels fill whole bands and the panel breaks that rule. */
  band: number
}

/** Log likelihood of what is seen of a panel under each label. */
export interface Seen {
  /** As the first panel of a label. [labels] */
  first: number[]
  /** As a further panel of the label before. [labels] */
  further: number[]
  none: number
  /** Of another kind than the panel before it. */
  differs: boolean
  /** Not beside the panel before it: a line of the reading order has ended. */
  jumps: boolean
  /** First of its row or column, where labels fill whole rows or columns; else null. */
  opens: boolean | null
}

export interface Alignment {
  /** Log likelihood of everything seen. */
  evidence: number
  /** Best label of each panel; -1 for none. */
  path: number[]
  /** Probability of each label for each panel; the last entry is none. [panels][labels + 1] */
  posterior: number[][]
}

const never = Number.NEGATIVE_INFINITY

const logSum = (values: readonly number[]): number => {
  const top = Math.max(...values)
  if (top === never) return never
  let sum = 0
  for (const value of values) sum += Math.exp(value - top)
  return top + Math.log(sum)
}

export const align = (panels: readonly Seen[], labels: number, moves: Moves): Alignment => {
  // State: last label taken (0 before any), doubled: odd when this panel itself took none.
  const states = 2 * (labels + 1)
  const step = (from: number, to: number, seen: Seen): number => {
    const last = from >> 1
    const label = to >> 1
    if (to & 1) return label === last ? moves.none + seen.none : never
    if (label === 0) return never
    const staying = label === last
    // Bands rule out staying where one opens and moving on inside one.
    const broken = seen.opens !== null && seen.opens === staying ? moves.band : 0
    if (staying) {
      const free = (seen.opens === null ? moves.stay : 0) + (seen.differs ? moves.differ : 0)
      const stay = free + (seen.jumps && seen.opens === null ? moves.jump : 0)
      return stay + broken + (seen.further[label - 1] ?? never)
    }
    const move =
      label > last
        ? moves.next + moves.skip * (label - last - 1)
        : moves.back - moves.skip * (last - label)
    return move + broken + (seen.first[label - 1] ?? never)
  }
  const end = (state: number) => moves.skip * (labels - (state >> 1))

  const forward: number[][] = [Array.from({ length: states }, (_, at) => (at === 1 ? 0 : never))]
  const best: number[][] = [forward[0] ?? []]
  const cameFrom: number[][] = []
  for (const seen of panels) {
    const [before, bestBefore] = [forward.at(-1) ?? [], best.at(-1) ?? []]
    const now: number[] = []
    const bestNow: number[] = []
    const origin: number[] = []
    for (let to = 0; to < states; to += 1) {
      const costs = before.map((_, from) => step(from, to, seen))
      now.push(logSum(before.map((value, from) => value + (costs[from] ?? never))))
      let top = never
      let topFrom = 0
      for (const [from, value] of bestBefore.entries())
        if (value + (costs[from] ?? never) > top) {
          top = value + (costs[from] ?? never)
          topFrom = from
        }
      bestNow.push(top)
      origin.push(topFrom)
    }
    forward.push(now)
    best.push(bestNow)
    cameFrom.push(origin)
  }

  let backward = Array.from({ length: states }, (_, at) => end(at))
  const evidence = logSum((forward.at(-1) ?? []).map((value, at) => value + (backward[at] ?? 0)))
  const posterior: number[][] = panels.map(() => [])
  for (let at = panels.length - 1; at >= 0; at -= 1) {
    const here = (forward[at + 1] ?? []).map((value, state) =>
      Math.exp(value + (backward[state] ?? never) - evidence),
    )
    const row = Array.from({ length: labels }, (_, label) => here[2 * (label + 1)] ?? 0)
    row.push(here.reduce((sum, value, state) => sum + (state & 1 ? value : 0), 0))
    posterior[at] = row
    const seen = panels[at]
    if (!seen) continue
    const after = backward
    backward = after.map((_, from) =>
      logSum(after.map((value, to) => value + step(from, to, seen))),
    )
  }

  const last = (best.at(-1) ?? []).map((value, at) => value + end(at))
  let state = last.indexOf(Math.max(...last))
  const path: number[] = []
  for (let at = panels.length - 1; at >= 0; at -= 1) {
    path.unshift(state & 1 ? -1 : (state >> 1) - 1)
    state = cameFrom[at]?.[state] ?? 0
  }
  return { evidence, path, posterior }
}
