import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { HistocorpusError, ItemError } from '../../pipeline/errors.ts'
import { readHead } from '../beside.ts'
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

/**
 * Streams the regular files of a `.tar` or `.tar.gz`. Links and devices are problems of their own;
 * a bomb or a broken stream ends the archive.
 * @throws ItemError `E_ARCHIVE_BOMB`, `E_ARCHIVE_TRUNCATED`, `E_ARCHIVE_FORMAT`
 */
export async function* readTar(path: string, bounds: Limits = limits): AsyncGenerator<Member> {
  const { size } = await stat(path)
  const meter = createMeter(size, bounds)
  const tar = extract()
  const file = createReadStream(path)
  const zipped = await isGzip(path)
  const flowing = zipped ? pipeline(file, createGunzip(), tar) : pipeline(file, tar)
  const failed = flowing.catch((cause: unknown) => {
    tar.destroy(cause instanceof Error ? cause : new Error(String(cause)))
  })
  try {
    for await (const entry of tar) {
      meter.entry()
      const { name, type } = entry.header
      const skip = async () => {
        for await (const chunk of entry) meter.bytes((chunk as Buffer).length, 0)
      }
      if (type === 'directory') {
        await skip()
        continue
      }
      if (type !== 'file' && type !== 'contiguous-file') {
        await skip()
        const message = `member "${printable(name)}" is a ${type ?? 'special file'}: only regular files are read`
        yield {
          kind: 'problem',
          name: printable(name),
          error: new ItemError('E_ARCHIVE_LINK', message),
        }
        continue
      }
      let safe: string
      try {
        safe = safeName(name)
      } catch (error) {
        await skip()
        if (!(error instanceof HistocorpusError)) throw error
        yield { kind: 'problem', name: printable(name), error }
        continue
      }
      if (!isWanted(safe)) {
        await skip()
        continue
      }
      const large = tooLarge(safe, entry.header.size ?? 0, bounds)
      if (large) {
        await skip()
        yield { kind: 'problem', name: safe, error: large }
        continue
      }
      let drained = false
      const content = async function* () {
        let bytes = 0
        try {
          for await (const chunk of entry) {
            bytes += (chunk as Buffer).length
            meter.bytes((chunk as Buffer).length, bytes)
            yield chunk as Buffer
          }
        } catch (cause) {
          throw archiveError(cause, path)
        }
        drained = true
      }
      yield { kind: 'file', name: safe, content: content() }
      if (!drained) await skip()
    }
  } catch (cause) {
    throw archiveError(cause, path)
  } finally {
    tar.destroy()
    file.destroy()
    await failed
  }
}

/** By its first bytes: PMC's packages carry either name. */
const isGzip = async (path: string): Promise<boolean> => {
  const head = await readHead(path)
  return head[0] === 0x1f && head[1] === 0x8b
}

const archiveError = (cause: unknown, path: string): HistocorpusError => {
  if (cause instanceof HistocorpusError) return cause
  const message = cause instanceof Error ? cause.message : String(cause)
  if (/unexpected end/i.test(message))
    return new ItemError('E_ARCHIVE_TRUNCATED', `${path} ends early: fetch it again`, { cause })
  return new ItemError('E_ARCHIVE_FORMAT', `${path} cannot be read as an archive (${message})`, {
    cause,
  })
}
