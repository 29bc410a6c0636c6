import { type HistocorpusError, ItemError } from '../../pipeline/errors.ts'

/** What an archive may cost before it counts as a bomb; JATS and JPEG stay far below. */
export const limits = {
  entries: 1_000_000,
  entryBytes: 256 * 2 ** 20,
  totalBytes: 64 * 2 ** 30,
  /** Output over input, looked at once the output is past `ratioAfter` bytes. */
  ratio: 200,
  ratioAfter: 64 * 2 ** 20,
  depth: 32,
} as const

export type Limits = { [K in keyof typeof limits]: number }

/** Files that an article is made of; everything else in an archive is passed over. */
const wanted = /\.(xml|nxml|html?|pdf|jpe?g|png|gif|tiff?|webp|bmp|svg)$/i

export const isWanted = (name: string): boolean => wanted.test(name)

/**
 * A member's path as safe relative parts. Nothing is ever written under it; it only names things.
 * @throws ItemError `E_ARCHIVE_PATH` when it tries to leave the archive
 */
export const safeName = (name: string): string => {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.')
  const bad =
    name.startsWith('/') ||
    /[\0\\]|^[A-Za-z]:/.test(name) ||
    parts.length === 0 ||
    parts.length > limits.depth ||
    parts.some((part) => part === '..' || Buffer.byteLength(part) > 255)
  if (bad)
    throw new ItemError(
      'E_ARCHIVE_PATH',
      `the archive names a member "${printable(name)}": paths must stay inside, so it is left out`,
    )
  return parts.join('/')
}

export const printable = (name: string): string => name.replace(/[^\x20-\x7e]/g, '?').slice(0, 120)

/** What a member says about its own size is enough to leave it out. */
export const tooLarge = (name: string, bytes: number, { entryBytes }: Limits): ItemError | null =>
  bytes > entryBytes
    ? new ItemError(
        'E_ARCHIVE_BOMB',
        `member "${printable(name)}" is larger than ${entryBytes} bytes: unpack it by hand if you trust it`,
      )
    : null

/** Counts what comes out of an archive and stops a bomb. */
export const createMeter = (inputBytes: number, bounds: Limits = limits) => {
  let entries = 0
  let total = 0
  const stop = (what: string): HistocorpusError =>
    new ItemError(
      'E_ARCHIVE_BOMB',
      `${what}: unpack it by hand if you trust it, then give the folder`,
    )
  return {
    entry() {
      entries += 1
      if (entries > bounds.entries)
        throw stop(`the archive has more than ${bounds.entries} members`)
    },
    bytes(count: number, ofEntry: number) {
      total += count
      if (ofEntry > bounds.entryBytes)
        throw stop(`a member is larger than ${bounds.entryBytes} bytes`)
      if (total > bounds.totalBytes)
        throw stop(`the archive holds more than ${bounds.totalBytes} bytes`)
      if (total > bounds.ratioAfter && total > inputBytes * bounds.ratio)
        throw stop(`the archive unpacks to more than ${bounds.ratio} times its size`)
    },
  }
}
export type Meter = ReturnType<typeof createMeter>

/** One regular file of an archive, or what was wrong with a member. */
export type Member =
  | { kind: 'file'; name: string; content: AsyncIterable<Uint8Array> }
  | { kind: 'problem'; name: string; error: HistocorpusError }
