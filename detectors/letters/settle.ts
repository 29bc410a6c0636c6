import type { Box } from '../boxes.ts'
import { type Assignment, assign, optionsOf } from './assign.ts'
import { countOn } from './count.ts'
import { places, standingsOf } from './places.ts'
import { type Candidate, stylesOf } from './style.ts'

export interface Letter {
  label: string
  score: number
}

/** How sure a letter is that was not read but counted from its neighbours. */
const guessed = 0.6

/**
 * The letters of a figure's panels in the style and at the place that agree best with each other.
 * @param figure longer side of the figure in pixels
 */
export const settle = (
  candidates: readonly Candidate[],
  panels: readonly Box[],
  figure: number,
): (Letter | null)[] => {
  const best = bestOf(candidates, panels, figure)
  return best ? named(best, panels.length) : panels.map(() => null)
}

/**
 * What letters must be worth together: many panels without one are suspicious, but chance seldom
 * gives two that follow each other in the alphabet.
 */
const enough = (panels: number, given: Assignment['given']) => {
  const ranks = new Set(given.map(({ rank }) => rank))
  const follow = [...ranks].some((rank) => ranks.has(rank + 1))
  return follow ? 2.2 : Math.min(2.6 + 0.1 * panels, 3.3)
}

const bestOf = (
  candidates: readonly Candidate[],
  panels: readonly Box[],
  figure: number,
): Assignment | null => {
  let best: Assignment | null = null
  const standings = candidates.map(({ mark }) => standingsOf(mark.box, panels, figure))
  for (const style of stylesOf(candidates)) {
    const options = optionsOf(candidates, standings, style)
    for (const place of places) {
      const found = assign(options, panels, style, place)
      const least = enough(panels.length, found.given)
      if (found.worth > Math.max(least, best?.worth ?? 0)) best = found
    }
  }
  return best
}

const named = ({ given, printed, style }: Assignment, count: number): (Letter | null)[] => {
  const read = Array.from({ length: count }, (_, panel) =>
    given.find((letter) => letter.panel === panel),
  )
  const counted = countOn(
    read.map((letter) => letter?.rank ?? null),
    printed,
  )
  return counted.map((rank, panel) => {
    if (rank === undefined) return null
    const letter = String.fromCharCode((style.lower ? 97 : 65) + rank)
    const odds = read[panel]?.odds
    return {
      label: letter,
      score: odds === undefined ? guessed : Number(Math.min(1, odds).toFixed(4)),
    }
  })
}
