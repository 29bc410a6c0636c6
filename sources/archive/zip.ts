import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { HistocorpusError, ItemError } from '../../pipeline/errors.ts'
import {
  createMeter,
  isWanted,
  type Limits,
  limits,
  type Member,
  printable,
  safeName,
  tooLarge,
} from './member.ts'

const open = promisify<string, yauzl.Options, ZipFile>(yauzl.open)

/** With `decodeStrings: false` names are bytes, whatever the types say. */
const nameOf = ({ fileName }: Entry): string =>
  Buffer.from(fileName as string | Buffer as Buffer).toString('utf8')

/** Unix mode bits of a symbolic link, as zip keeps them in the upper half of the attributes. */
const isLink = ({ externalFileAttributes }: Entry) =>
  ((externalFileAttributes >>> 16) & 0o170000) === 0o120000

/**
 * Streams the regular files of a `.zip` by its central directory.
 * @throws ItemError `E_ARCHIVE_BOMB`, `E_ARCHIVE_FORMAT`
 */
export async function* readZip(path: string, bounds: Limits = limits): AsyncGenerator<Member> {
  const { size } = await stat(path)
  const meter = createMeter(size, bounds)
  let zip: ZipFile | undefined
  try {
    // Names stay bytes here, so that one bad name costs one member and not the archive.
    zip = await open(path, {
      lazyEntries: true,
      decodeStrings: false,
      validateEntrySizes: true,
      autoClose: false,
    })
    for (let entry = await next(zip); entry; entry = await next(zip)) {
      meter.entry()
      const name = nameOf(entry)
      if (name.endsWith('/')) continue
      const problem = check(entry, name)
      if (problem) {
        yield { kind: 'problem', name: printable(name), error: problem }
        continue
      }
      if (!isWanted(name)) continue
      const large = tooLarge(name, entry.uncompressedSize, bounds)
      if (large) yield { kind: 'problem', name: safeName(name), error: large }
      else yield { kind: 'file', name: safeName(name), content: contentOf(zip, entry, meter) }
    }
  } catch (cause) {
    if (cause instanceof HistocorpusError) throw cause
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new ItemError('E_ARCHIVE_FORMAT', `${path} cannot be read as a zip (${message})`, {
      cause,
    })
  } finally {
    zip?.close()
  }
}

const next = async (zip: ZipFile): Promise<Entry | null> => {
  const controller = new AbortController()
  const { signal } = controller
  const entry = once(zip, 'entry', { signal }).then(([found]) => found as Entry)
  const end = once(zip, 'end', { signal }).then(() => null)
  zip.readEntry()
  try {
    return await Promise.race([entry, end])
  } finally {
    controller.abort()
    await Promise.allSettled([entry, end])
  }
}

const check = (entry: Entry, name: string): HistocorpusError | null => {
  if (isLink(entry))
    return new ItemError(
      'E_ARCHIVE_LINK',
      `member "${printable(name)}" is a link: only regular files are read`,
    )
  if (entry.generalPurposeBitFlag & 1)
    return new ItemError(
      'E_ARCHIVE_ENCRYPTED',
      `member "${printable(name)}" is encrypted: unpack it by hand`,
    )
  try {
    safeName(name)
    return null
  } catch (error) {
    if (error instanceof HistocorpusError) return error
    throw error
  }
}

async function* contentOf(
  zip: ZipFile,
  entry: Entry,
  meter: ReturnType<typeof createMeter>,
): AsyncGenerator<Uint8Array> {
  try {
    const stream = await promisify(
      zip.openReadStream.bind(zip) as (
        entry: Entry,
        done: (error: Error | null, stream: NodeJS.ReadableStream) => void,
      ) => void,
    )(entry)
    let bytes = 0
    let sum = 0
    for await (const chunk of stream) {
      bytes += chunk.length
      meter.bytes(chunk.length, bytes)
      sum = crc32(chunk as Buffer, sum)
      yield chunk as Buffer
    }
    if (sum !== entry.crc32) throw new Error('its checksum is wrong')
  } catch (cause) {
    if (cause instanceof HistocorpusError) throw cause
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new ItemError(
      'E_ARCHIVE_MEMBER',
      `member "${printable(nameOf(entry))}" cannot be unpacked (${message}): fetch the archive again`,
      { cause },
    )
  }
}
