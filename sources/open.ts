import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, posix } from 'node:path'
import { FatalError, ItemError } from '../pipeline/errors.ts'
import type { Article } from '../pipeline/types.ts'
import { readBeside } from './beside.ts'
import { isPage, isPdf } from './document.ts'
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
  if (ref.kind === 'page') return openPage(ref.path, basename(ref.path), statements)
  if (ref.kind === 'staged' && isPage(ref.name))
    return openPage(ref.document, posix.basename(ref.name), statements, pathsOf(ref))
  const document = ref.kind === 'folder' ? join(ref.directory, ref.document) : ref.document
  const bytes = await readBytes(document)
  const files = ref.kind === 'folder' ? await filesOf(ref.directory) : pathsOf(ref)
  const article = parseJats(bytes, {
    ...{ resolve: createResolver(files.keys()), index: ref.index ?? 0, statements },
    origin: ref.kind === 'folder' ? 'folder' : 'archive',
  })
  return { ...named(article, files), close: async () => undefined }
}

const pathsOf = ({ name, files }: Extract<ArticleRef, { kind: 'staged' }>): Map<string, string> => {
  const home = posix.dirname(name)
  return new Map(Object.entries(files).map(([file, path]) => [posix.relative(home, file), path]))
}

/**
 * An article whose figures name their files as the source ships them: by base name, or by the path
 * below the document where two figures would share one.
 */
const named = (
  article: Article,
  files: ReadonlyMap<string, string>,
): Pick<OpenArticle, 'article' | 'read'> => {
  const names = new Map<string, string>()
  for (const { file } of article.figures) {
    if (file === null || names.has(file)) continue
    const short = posix.basename(file)
    names.set(file, [...names.values()].includes(short) ? file : short)
  }
  const byName = new Map([...names].map(([file, name]) => [name, files.get(file)]))
  return {
    article: {
      ...article,
      figures: article.figures.map((figure) => ({
        ...figure,
        file: figure.file === null ? null : (names.get(figure.file) ?? null),
      })),
    },
    async read(file) {
      const path = byName.get(file)
      if (path === undefined) throw new ItemError('E_FILE', `${file} is not part of this article`)
      return readBytes(path)
    },
  }
}

/** A PDF holds its pictures; those of a saved page lie in its folder or below, nowhere else. */
const openPage = async (
  path: string,
  name: string,
  statements: readonly Statement[],
  files?: ReadonlyMap<string, string>,
): Promise<OpenArticle> => {
  const bytes = await readBytes(path)
  if (isPdf(name)) return openPdf(bytes, name, statements)
  const beside = files ?? (await filesOf(dirname(path)))
  const resolve = createResolver(beside.keys())
  const article = parseHtml(bytes, { resolve, statements })
  return { ...named(article, beside), close: async () => undefined }
}

const readBytes = async (path: string): Promise<Buffer> => {
  try {
    const { size } = await stat(path)
    if (size > mostBytes)
      throw new ItemError('E_FILE_SIZE', `${path} is larger than ${mostBytes / 2 ** 20} MB`)
    return await readFile(path)
  } catch (cause) {
    if (cause instanceof ItemError) throw cause
    throw new ItemError('E_FILE', `cannot read ${path}: was it moved since it was listed?`, {
      cause,
    })
  }
}

let last: { directory: string; changed: number; files: Map<string, string> } | undefined

/** Files beside a document. A folder of many documents is read once while it does not change. */
const filesOf = async (directory: string): Promise<Map<string, string>> => {
  const { mtimeMs } = await stat(directory).catch((cause: unknown) => {
    throw new ItemError('E_FILE', `the folder ${directory} is gone since it was listed`, { cause })
  })
  if (last?.directory !== directory || last.changed !== mtimeMs)
    last = { directory, changed: mtimeMs, files: await readBeside(directory) }
  return last.files
}
