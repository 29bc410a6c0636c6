import { open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FatalError } from '../pipeline/errors.ts'
import { format } from './manifest.ts'

/**
 * Refuses to write over anything but an earlier export or an empty folder.
 * @throws FatalError `E_EXPORT_EXISTS`
 */
export const checkTarget = async (out: string): Promise<void> => {
  const names = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new FatalError('E_EXPORT_EXISTS', `${out} is not a folder: choose another --out`, {
      cause: error,
    })
  })
  if (names.length === 0) return
  const manifest = await readFile(join(out, 'manifest.json'), 'utf8').catch(() => '')
  if (!manifest.includes(`"${format}"`))
    throw new FatalError(
      'E_EXPORT_EXISTS',
      `${out} holds something else than an export: choose another --out, or empty it`,
    )
}

/** Puts the finished folder in the place of an earlier one. */
export const swapFolder = async (part: string, out: string): Promise<void> => {
  const old = `${out}.old`
  await rm(old, { recursive: true, force: true })
  await rename(out, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await rename(part, out)
  const parent = await open(dirname(out), 'r')
  await parent.sync().finally(() => parent.close())
  await rm(old, { recursive: true, force: true })
}

/** Writes a small file and makes it durable. */
export const writeDurably = async (path: string, text: string): Promise<void> => {
  const file = await open(path, 'w')
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
