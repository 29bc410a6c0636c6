import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, posix, relative, sep } from 'node:path'
import { FatalError, ItemError } from '../pipeline/errors.ts'
import type { Article } from '../pipeline/types.ts'
import { isDocument, isPdf } from './document.ts'
import { parseHtml } from './html/index.ts'
import { parseJats } from './jats/index.ts'
import type { Statement } from './licence/index.ts'
import { openPdf } from './pdf/index.ts'
import type { ArticleRef } from './ref.ts'
import { createResolver } from './resolve.ts'

export interface OpenArticle {
  article: Article
  /** Bytes of a graphic by `FigureSource.file`. @throws ItemError `E_FILE` */
  read(file: string): Promise<Buffer>
  close(): Promise<void>
}

export interface OpenOptions {
  signal?: AbortSignal
  /** Opens an article of PMC; see `sources/pmc/`. */
  openPmc?: (pmcid: string, options: { signal?: AbortSignal }) => Promise<OpenArticle>
  /** SPDX id that an operator vouches for when the article itself states none. */
  licence?: string
}

/** Largest graphic that is read into memory. */
const mostBytes = 256 * 2 ** 20

/** Opens what a listing named. @throws ItemError `E_XML…`, `E_FILE` */
export const openArticle = async (
  ref: ArticleRef,
  options: OpenOptions = {},
): Promise<OpenArticle> => {
  const { signal, openPmc, licence } = options
  const statements: Statement[] = licence === undefined ? [] : [{ source: 'given', text: licence }]
  if (ref.kind === 'pmc') {
    if (!openPmc) throw new FatalError('E_NO_PMC', 'this command cannot fetch articles of PMC')
    return openPmc(ref.pmcid, signal ? { signal } : {})
  }
  if (ref.kind === 'page') return openPage(ref.path, statements)
  const index = ref.index ?? 0
  const paths =
    ref.kind === 'folder' ? await filesOf(ref.directory) : new Map(Object.entries(ref.files))
  const bytes = await readBytes(
    ref.kind === 'folder' ? join(ref.directory, ref.document) : ref.document,
  )
  const resolve = createResolver(paths.keys())
  const origin = ref.kind === 'folder' ? 'folder' : 'archive'
  const article = parseJats(bytes, { resolve, index, statements, origin })
  const nameOf = (file: string) => posix.basename(file)
  const byName = new Map([...paths].map(([file, path]) => [nameOf(file), path]))
  return {
    article: {
      ...article,
      figures: article.figures.map((figure) => ({
        ...figure,
        file: figure.file === null ? null : nameOf(figure.file),
      })),
    },
    async read(file) {
      const path = byName.get(file)
      if (path === undefined) throw new ItemError('E_FILE', `${file} is not part of this article`)
      return readBytes(path)
    },
    close: async () => undefined,
  }
}

/** A PDF holds its pictures; those of a saved page lie in its folder or below, nowhere else. */
const openPage = async (path: string, statements: readonly Statement[]): Promise<OpenArticle> => {
  if (isPdf(path)) return openPdf(await readBytes(path), basename(path), statements)
  const files = await readFiles(dirname(path), 3)
  const resolve = createResolver(files.keys())
  const article = parseHtml(await readBytes(path), { resolve, statements })
  return {
    article,
    async read(file) {
      const found = files.get(file)
      if (found === undefined) throw new ItemError('E_FILE', `${file} is not beside this page`)
      return readBytes(found)
    },
    close: async () => undefined,
  }
}

const readBytes = async (path: string): Promise<Buffer> => {
  try {
    const bytes = await readFile(path)
    if (bytes.length > mostBytes)
      throw new ItemError('E_FILE_SIZE', `${path} is larger than ${mostBytes / 2 ** 20} MB`)
    return bytes
  } catch (cause) {
    if (cause instanceof ItemError) throw cause
    throw new ItemError('E_FILE', `cannot read ${path}: was it moved since it was listed?`, {
      cause,
    })
  }
}

let last: { directory: string; files: Promise<Map<string, string>> } | undefined

/** Files of an article folder by relative name; folders below it count when they hold no document. */
const filesOf = (directory: string): Promise<Map<string, string>> => {
  if (last?.directory !== directory) last = { directory, files: readFiles(directory) }
  return last.files
}

const readFiles = async (directory: string, deepest = 2): Promise<Map<string, string>> => {
  const files = new Map<string, string>()
  const visit = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true })
    if (depth > 0 && entries.some((entry) => entry.isFile() && isDocument(entry.name))) return
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      if (entry.isFile() && !isDocument(entry.name))
        files.set(relative(directory, path).split(sep).join('/'), path)
      else if (entry.isDirectory() && depth < deepest) await visit(path, depth + 1)
    }
  }
  await visit(directory, 0)
  return files
}
