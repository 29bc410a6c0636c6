/** What the exit code says. */
export const exit = { done: 0, failed: 1, usage: 2, items: 3 } as const
