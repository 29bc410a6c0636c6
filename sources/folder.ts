import { createHash } from 'node:crypto'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { ItemError } from '../pipeline/errors.ts'
import { isArchive, listArchive } from './archive/index.ts'
import { isDocument, isPage, isSingleArticle, looksLikeArticle } from './document.ts'
import { countArticles } from './jats/index.ts'
import type { Listed } from './listed.ts'

interface Place {
  key: string
  input: string
  stageDirectory: string
  signal?: AbortSignal
}

/**
 * The articles below a folder, folder by folder in name order, so that thousands stream. An article
 * folder holds JATS beside its pictures; a folder of loose documents and one of archives do as well.
 */
export async function* listFolder(directory: string, place: Place): AsyncGenerator<Listed> {
  place.signal?.throwIfAborted()
  const entries = await readdir(directory, { withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
  if (entries.length === 0)
    yield {
      ...{ kind: 'problem', key: place.key, input: place.input },
      error: new ItemError(
        'E_EMPTY_FOLDER',
        `${place.key} is an empty folder: there is nothing to read`,
      ),
    }
  const documents = files.filter(isDocument)
  const shared = documents.length === 1 ? files : []
  for (const document of documents) yield* listDocument(directory, document, shared, place)
  if (documents.length === 0)
    for (const page of files.filter(isPage)) yield await listPage(directory, page, place)
  for (const file of files.filter(isArchive))
    yield* listArchive(join(directory, file), { ...place, key: posix.join(place.key, file) })
  for (const folder of folders)
    yield* listFolder(join(directory, folder), { ...place, key: posix.join(place.key, folder) })
}

/** The articles of one document; `shared` are the files that belong to it. */
export async function* listDocument(
  directory: string,
  document: string,
  shared: readonly string[],
  { key, input }: Place,
): AsyncGenerator<Listed> {
  const path = join(directory, document)
  const head = await readHead(path)
  if (!looksLikeArticle(head)) return
  const count = isSingleArticle(head) ? 1 : await countSafely(path)
  const fingerprint = await fingerprintOf(directory, [...new Set([document, ...shared])].sort())
  for (let index = 0; index < count; index += 1)
    yield {
      kind: 'article',
      key: posix.join(key, index === 0 ? document : `${document}#${index}`),
      input,
      ref: { kind: 'folder', directory, document, index },
      fingerprint,
    }
}

/** A saved page; its pictures are looked for when it is opened. */
export const listPage = async (
  directory: string,
  page: string,
  { key, input }: Pick<Place, 'key' | 'input'>,
): Promise<Listed> => ({
  kind: 'article',
  key: posix.join(key, page),
  input,
  ref: { kind: 'page', path: join(directory, page) },
  fingerprint: await fingerprintOf(directory, [page]),
})

const readHead = async (path: string): Promise<Buffer> => {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8192), 0, 8192, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const countSafely = async (path: string): Promise<number> => {
  try {
    return Math.max(1, countArticles(await readFile(path)))
  } catch {
    return 1
  }
}

/** Names, sizes and times: cheap, and it changes whenever a file does. */
const fingerprintOf = async (directory: string, files: string[]): Promise<string> => {
  const hash = createHash('sha256')
  for (const file of files) {
    const { size, mtimeMs } = await stat(join(directory, file))
    hash.update(`${file} ${size} ${Math.floor(mtimeMs)}\n`)
  }
  return hash.digest('hex').slice(0, 32)
}
