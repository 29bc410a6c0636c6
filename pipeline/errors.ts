/**
 * Errors named by what happens next. Every one carries a stable code that the ledger counts and
 * `histocorpus retry --error-code` selects, and a message that says what to do.
 */

export type Consequence = 'retry' | 'throttled' | 'item' | 'fatal'

export interface ErrorOptions {
  cause?: unknown
  /** Seconds to wait before the next try (throttled only). */
  after?: number
}

export abstract class HistocorpusError extends Error {
  abstract readonly consequence: Consequence
  readonly code: string
  readonly after: number | undefined

  constructor(code: string, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.after = options.after
  }
}

/** Try again later; counts as an attempt. */
export class RetryError extends HistocorpusError {
  readonly consequence = 'retry'
}

/** The other side asked for patience: try again after `after` seconds, no attempt is counted. */
export class ThrottledError extends HistocorpusError {
  readonly consequence = 'throttled'
}

/** This item can never succeed as it is; everything else goes on. */
export class ItemError extends HistocorpusError {
  readonly consequence = 'item'
}

/** Nothing further can succeed (disk full, broken model file): stop the run. */
export class FatalError extends HistocorpusError {
  readonly consequence = 'fatal'
}

const fatalSystemCodes: Record<string, string> = {
  ENOSPC: 'the disk is full: free some space, then run the same command again',
  EDQUOT: 'the disk quota is used up: free some space, then run the same command again',
  EROFS: 'the output folder is on a read-only disk: choose another --out',
  EMFILE: 'too many open files: raise the limit with `ulimit -n`, then run the same command again',
}

/** Turns anything thrown into one of the four families; system errors that doom the run are fatal. */
export const toHistocorpusError = (thrown: unknown, code = 'E_UNEXPECTED'): HistocorpusError => {
  if (thrown instanceof HistocorpusError) return thrown
  const raw = (thrown as { code?: unknown } | null)?.code
  // SQLite has its own name for a full disk, and is often the first to notice.
  const system = raw === 'SQLITE_FULL' ? 'ENOSPC' : raw
  if (typeof system === 'string' && fatalSystemCodes[system] !== undefined)
    return new FatalError(`E_${system}`, fatalSystemCodes[system], { cause: thrown })
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new ItemError(code, message, { cause: thrown })
}
