import { readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import { readHead } from '../beside.ts'
import { isDocument, isPage, isSingleArticle, looksLikeArticle } from '../document.ts'
import { countArticles } from '../jats/index.ts'
import { createResolver } from '../resolve.ts'

export interface Staged {
  path: string
  sha256: string
}

/** One document of an archive with the members that belong to it. */
export interface Package {
  name: string
  document: Staged
  files: [name: string, Staged][]
  /** Articles in the document: more than one in an answer of eFetch. */
  count: number
}

interface Folder {
  documents: string[]
  others: string[]
}

/**
 * Sorts the members of an archive into articles. A document owns the files of its folder and of the
 * folders below that hold no document. Where several documents share a folder each gets the
 * pictures that it names. Pages and PDFs count in folders that no document owns.
 */
export async function* groupMembers(members: ReadonlyMap<string, Staged>): AsyncGenerator<Package> {
  const folders = await foldersOf(members)
  for (const [home, { documents, others }] of folders) {
    const files = others.sort()
    for (const name of documents.sort()) {
      const document = members.get(name)
      if (!document) continue
      const owned =
        documents.length === 1 || files.length === 0
          ? files
          : namedIn(await readFile(document.path, 'latin1'), files, home)
      yield { name, document, files: staged(owned, members), count: await countOf(document.path) }
    }
    if (documents.length > 0) continue
    for (const name of files.filter(isPage)) {
      const document = members.get(name)
      const beside = files.filter((file) => !isPage(file))
      if (document) yield { name, document, files: staged(beside, members), count: 1 }
    }
  }
}

const foldersOf = async (members: ReadonlyMap<string, Staged>): Promise<[string, Folder][]> => {
  const folders = new Map<string, Folder>()
  const folderOf = (name: string): Folder => {
    const found = folders.get(name) ?? { documents: [], others: [] }
    folders.set(name, found)
    return found
  }
  const rest: string[] = []
  for (const [name, { path }] of members)
    if (isDocument(name)) {
      if (looksLikeArticle(await readHead(path))) folderOf(posix.dirname(name)).documents.push(name)
    } else rest.push(name)
  for (const name of rest) folderOf(ownerOf(posix.dirname(name), folders)).others.push(name)
  return [...folders].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** The nearest folder upwards that holds a document; its own folder when there is none. */
const ownerOf = (folder: string, folders: ReadonlyMap<string, Folder>): string => {
  for (let up = folder; ; up = posix.dirname(up)) {
    if ((folders.get(up)?.documents.length ?? 0) > 0) return up
    if (up === '.') return folder
  }
}

/** Files whose name one of the document's addresses means. */
const namedIn = (text: string, files: readonly string[], home: string): string[] => {
  const resolve = createResolver(files.map((file) => posix.relative(home, file)))
  const found = new Set<string>()
  for (const [, href = ''] of text.matchAll(/\bhref\s*=\s*["']([^"']+)["']/g)) {
    const file = resolve(href)
    if (file !== null) found.add(posix.join(home, file))
  }
  return files.filter((file) => found.has(file))
}

const staged = (names: readonly string[], members: ReadonlyMap<string, Staged>) =>
  names.flatMap((name): [string, Staged][] => {
    const member = members.get(name)
    return member ? [[name, member]] : []
  })

/** A broken document counts as one article: opening it says what is wrong. */
const countOf = async (path: string): Promise<number> => {
  if (isSingleArticle(await readHead(path))) return 1
  try {
    return Math.max(1, countArticles(await readFile(path)))
  } catch {
    return 1
  }
}
