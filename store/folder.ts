import { randomBytes } from 'node:crypto'
import { access, mkdir, open, opendir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ItemError, toHistocorpusError } from '../pipeline/errors.ts'
import { sha256 } from '../pipeline/ids.ts'
import type { Shelf, Store } from './store.ts'

const namePattern = /^[0-9a-f]{64}\.[a-z0-9]{1,8}$/

/**
 * A store in a local folder: `figures/ab/ab12….jpg`. A file gets its final name only when its bytes
 * are on the disk (temporary name, fsync, rename), so nothing half-written is ever found.
 */
export const folderStore = (location: string): Store => {
  const pathOf = (shelf: Shelf, name: string) => {
    if (!namePattern.test(name))
      throw new ItemError('E_STORE_NAME', `"${name}" is not a name of the store`)
    return join(location, shelf, name.slice(0, 2), name)
  }
  const has = async (shelf: Shelf, name: string) =>
    access(pathOf(shelf, name)).then(
      () => true,
      () => false,
    )
  return {
    location,
    has,
    async put(shelf, bytes, extension) {
      const name = `${sha256(bytes)}.${extension}`
      if (await has(shelf, name)) return name
      const path = pathOf(shelf, name)
      const temporary = `${path}.${randomBytes(6).toString('hex')}.part`
      try {
        await mkdir(dirname(path), { recursive: true })
        const file = await open(temporary, 'wx')
        try {
          await file.writeFile(bytes)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(temporary, path)
        return name
      } catch (thrown) {
        await rm(temporary, { force: true }).catch(() => undefined)
        throw toHistocorpusError(thrown, 'E_STORE_WRITE')
      }
    },
    async get(shelf, name) {
      return readFile(pathOf(shelf, name)).catch((cause: unknown) => {
        throw new ItemError('E_STORE_MISSING', `${shelf}/${name} is missing from ${location}`, {
          cause,
        })
      })
    },
    async *list(shelf) {
      const root = join(location, shelf)
      const exists = await access(root).then(
        () => true,
        () => false,
      )
      if (!exists) return
      for await (const entry of await opendir(root, { recursive: true }))
        if (entry.isFile()) yield entry.name
    },
  }
}
