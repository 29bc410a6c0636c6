export type Sleep = (seconds: number, signal?: AbortSignal) => Promise<void>

/**
 * Spaces requests evenly so that no more than `perSecond` begin in a second. E-utilities allow 3,
 * or 10 with a key (NLM, KA-05510).
 */
export const createLimiter = (perSecond: number, sleep: Sleep, now: () => number = Date.now) => {
  let free = 0
  return async (signal?: AbortSignal): Promise<void> => {
    const start = Math.max(now(), free)
    free = start + 1000 / perSecond
    if (start > now()) await sleep((start - now()) / 1000, signal)
  }
}
