/**
 * Groups of items that some edge joins, directly or through others. The groups and their leaders
 * depend only on what was joined, never on the order in which it happened.
 */
export const createClusters = () => {
  const parents = new Map<string, string>()

  const root = (item: string): string => {
    let top = item
    for (let up = parents.get(top); up !== undefined && up !== top; up = parents.get(top)) top = up
    let at = item
    while (at !== top) {
      const up = parents.get(at) ?? top
      parents.set(at, top)
      at = up
    }
    return top
  }

  const add = (item: string) => {
    if (!parents.has(item)) parents.set(item, item)
  }

  return {
    add,
    join(a: string, b: string) {
      add(a)
      add(b)
      const [first = a, second = b] = [root(a), root(b)].sort(byText)
      if (first !== second) parents.set(second, first)
    },
    /** Every group, its members sorted; groups sorted by their first member. */
    groups(): string[][] {
      const members = new Map<string, string[]>()
      for (const item of parents.keys()) {
        const top = root(item)
        const group = members.get(top)
        if (group) group.push(item)
        else members.set(top, [item])
      }
      return [...members.values()]
        .map((group) => group.sort(byText))
        .sort((a, b) => byText(a[0] ?? '', b[0] ?? ''))
    },
  }
}

/** Code-unit order: the same on every machine, unlike `localeCompare`. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
