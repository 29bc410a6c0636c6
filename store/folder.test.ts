import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sha256 } from '../pipeline/ids.ts'
import { collect } from '../pipeline/iterables.ts'
import { folderStore } from './folder.ts'

const fresh = async () => folderStore(await mkdtemp(join(tmpdir(), 'store-')))

test('bytes come back under their checksum, and twice is once', async () => {
  const store = await fresh()
  const bytes = Buffer.from('tissue')
  const name = await store.put('panels', bytes, 'jpg')
  expect(name).toBe(`${sha256(bytes)}.jpg`)
  expect(await store.put('panels', bytes, 'jpg')).toBe(name)
  expect((await store.get('panels', name)).equals(bytes)).toBe(true)
  expect(await collect(store.list('panels'))).toEqual([name])
})

test('a name that leaves the folder is refused', async () => {
  const store = await fresh()
  await expect(store.get('panels', '../../etc/passwd')).rejects.toThrow('not a name')
})

test('no temporary file stays behind', async () => {
  const store = await fresh()
  const names = await Promise.all(
    Array.from({ length: 20 }, (_, index) => store.put('figures', Buffer.from([index % 3]), 'png')),
  )
  expect(new Set(names).size).toBe(3)
  const files = await readdir(join(store.location, 'figures'), { recursive: true })
  expect(files.filter((file) => file.endsWith('.part'))).toEqual([])
})
