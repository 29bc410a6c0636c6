/**
 * Letters that the read ones leave no choice about: as many panels as letters between two of them
 * ("A, ?, C"), before the first, or, when every one read stands at its own place in the alphabet,
 * after the last; and the one letter that is missing, to the one panel without. Letters that stand in
 * the figure beside no found panel are not counted.
 * @param read ranks in reading order, null where nothing was read
 * @param printed ranks of all letters read in the figure
 */
export const countOn = (
  read: readonly (number | null)[],
  printed: ReadonlySet<number>,
): (number | undefined)[] => {
  const ranks: (number | undefined)[] = read.map((rank) => rank ?? undefined)
  const known = read.flatMap((rank, panel) => (rank === null ? [] : [{ rank, panel }]))
  const fill = (from: number, to: number, rank: number) => {
    for (let panel = from; panel < to; panel += 1) {
      const next = rank + panel - from
      if (next < 26 && !printed.has(next)) ranks[panel] = next
    }
  }
  for (const [index, { rank, panel }] of known.entries()) {
    const before = known[index - 1]
    if (!before && rank === panel) fill(0, panel, 0)
    if (before && rank - before.rank === panel - before.panel)
      fill(before.panel + 1, panel, before.rank + 1)
  }
  const last = known.at(-1)
  if (last && known.every(({ rank, panel }) => rank === panel))
    fill(last.panel + 1, read.length, last.rank + 1)
  return onlyOne(ranks, printed)
}

/** The one panel without a letter has the one letter that is missing, wherever it stands. */
const onlyOne = (
  ranks: (number | undefined)[],
  printed: ReadonlySet<number>,
): (number | undefined)[] => {
  const known = ranks.filter((rank) => rank !== undefined)
  const missing = Array.from({ length: Math.max(0, ...known) }, (_, rank) => rank).filter(
    (rank) => !known.includes(rank),
  )
  const [letter] = missing
  if (missing.length !== 1 || letter === undefined || printed.has(letter)) return ranks
  return known.length === ranks.length - 1 && known.length > 2
    ? ranks.map((rank) => rank ?? letter)
    : ranks
}
