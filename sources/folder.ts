import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, posix } from 'node:path'
import { ItemError, toHistocorpusError } from '../pipeline/errors.ts'
import { isArchive, listArchive } from './archive/index.ts'
import { documentsOf, readBeside, readHead } from './beside.ts'
import { isPage, isSingleArticle } from './document.ts'
import { countArticles } from './jats/index.ts'
import type { Listed } from './listed.ts'

interface Place {
  key: string
  input: string
  stageDirectory: string
  signal?: AbortSignal
  /** Below the folder of one article: what stands there is its own, not another article. */
  inside?: boolean
}

/**
 * The articles below a folder, folder by folder in name order, so that thousands stream. An article
 * folder holds JATS beside its pictures; a folder of loose documents and one of archives do as
 * well. PDFs and pages count where no JATS says the same better. What cannot be read is a problem
 * of its own and ends nothing else.
 */
export async function* listFolder(directory: string, place: Place): AsyncGenerator<Listed> {
  place.signal?.throwIfAborted()
  const entries = await readdir(directory, { withFileTypes: true }).catch(
    (cause: unknown) => new ItemError('E_FOLDER', `cannot read the folder ${place.key}`, { cause }),
  )
  if (entries instanceof ItemError) {
    yield { kind: 'problem', key: place.key, input: place.input, error: entries }
    return
  }
  const named = (kind: 'isFile' | 'isDirectory') =>
    entries
      .filter((entry) => entry[kind]())
      .map(({ name }) => name)
      .sort()
  const files = named('isFile')
  if (entries.length === 0)
    yield {
      ...{ kind: 'problem', key: place.key, input: place.input },
      error: new ItemError(
        'E_EMPTY_FOLDER',
        `${place.key} is an empty folder: there is nothing to read`,
      ),
    }
  const documents = await documentsOf(directory, files)
  const beside = documents.length > 0 ? await digestBeside(directory) : ''
  for (const document of documents) {
    const key = posix.join(place.key, document)
    yield* listDocument(join(directory, document), { ...place, key }, beside)
  }
  const owned = place.inside === true || documents.length > 0
  if (!owned)
    for (const page of files.filter(isPage))
      yield await listPage(join(directory, page), { ...place, key: posix.join(place.key, page) })
  for (const file of files.filter(isArchive)) {
    const key = posix.join(place.key, file)
    // Beside a document an archive without articles is a supplement.
    for await (const item of listArchive(join(directory, file), { ...place, key }))
      if (!(owned && item.kind === 'problem' && item.error.code === 'E_NO_ARTICLE')) yield item
  }
  const inside = place.inside === true || documents.length === 1
  for (const folder of named('isDirectory'))
    yield* listFolder(join(directory, folder), {
      ...{ ...place, inside },
      key: posix.join(place.key, folder),
    })
}

/** The articles of one document; `beside` is the digest of the files that may belong to it. */
export async function* listDocument(
  path: string,
  { key, input }: Pick<Place, 'key' | 'input'>,
  beside: string,
): AsyncGenerator<Listed> {
  try {
    const head = await readHead(path)
    const count = isSingleArticle(head) ? 1 : await countSafely(path)
    const fingerprint = digest([await describe(path, ''), beside])
    for (let index = 0; index < count; index += 1)
      yield {
        kind: 'article',
        key: index === 0 ? key : `${key}#${index}`,
        input,
        ref: { kind: 'folder', directory: dirname(path), document: basename(path), index },
        fingerprint,
      }
  } catch (thrown) {
    yield unreadable(thrown, { key, input })
  }
}

/** A saved page or PDF; its pictures are looked for when it is opened. */
export const listPage = async (
  path: string,
  { key, input }: Pick<Place, 'key' | 'input'>,
): Promise<Listed> => {
  try {
    const fingerprint = digest([await describe(path, '')])
    return { kind: 'article', key, input, ref: { kind: 'page', path }, fingerprint }
  } catch (thrown) {
    return unreadable(thrown, { key, input })
  }
}

const unreadable = (thrown: unknown, place: { key: string; input: string }): Listed => {
  const error = toHistocorpusError(thrown, 'E_FILE')
  if (error.consequence !== 'item') throw error
  return { kind: 'problem', ...place, error }
}

const countSafely = async (path: string): Promise<number> => {
  try {
    return Math.max(1, countArticles(await readFile(path)))
  } catch {
    return 1
  }
}

/** Digest of everything beside a folder's documents: a picture that arrives later changes it. */
export const digestBeside = async (directory: string): Promise<string> => {
  const lines: string[] = []
  for (const [name, path] of await readBeside(directory))
    lines.push(await describe(path, name).catch(() => `${name} gone`))
  return digest(lines)
}

/** Name, size and time: cheap, and it changes whenever the file does. */
const describe = async (path: string, name: string): Promise<string> => {
  const { size, mtimeMs } = await stat(path)
  return `${name} ${size} ${Math.floor(mtimeMs)}`
}

const digest = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 32)
