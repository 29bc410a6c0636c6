import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { toHistocorpusError } from '../../pipeline/errors.ts'

/**
 * Copies a stream into a file named by its checksum, below a folder that we choose: what an archive
 * calls its member never becomes a path. Not synced: every listing copies anew, so that a copy which
 * a power cut spoilt is replaced before anybody reads it.
 * @returns path and checksum of the copy
 */
export const stageFile = async (
  directory: string,
  content: AsyncIterable<Uint8Array>,
): Promise<{ path: string; sha256: string }> => {
  const temporary = join(directory, `${randomBytes(8).toString('hex')}.part`)
  await mkdir(directory, { recursive: true })
  const hash = createHash('sha256')
  try {
    const file = await open(temporary, 'wx')
    try {
      for await (const chunk of content) {
        hash.update(chunk)
        await file.appendFile(chunk)
      }
    } finally {
      await file.close()
    }
    const sha256 = hash.digest('hex')
    const path = join(directory, sha256.slice(0, 2), sha256)
    await mkdir(dirname(path), { recursive: true })
    await rename(temporary, path)
    return { path, sha256 }
  } catch (thrown) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw toHistocorpusError(thrown, 'E_STAGE')
  }
}
