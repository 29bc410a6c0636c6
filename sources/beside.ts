import { open, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { headBytes, isDocument, looksLikeArticle } from './document.ts'

/** Folders this far below an article's own may hold its pictures. */
const deepest = 2

/** The first bytes of a file. */
export const readHead = async (path: string): Promise<Buffer> => {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The names among a folder's files that hold an article; what cannot be read may well. */
export const documentsOf = async (
  directory: string,
  files: readonly string[],
): Promise<string[]> => {
  const found: string[] = []
  for (const file of files.filter(isDocument))
    if (looksLikeArticle(await readHead(join(directory, file)).catch(() => Buffer.alloc(0))))
      found.push(file)
  return found
}

/**
 * Everything beside a document, by relative name with `/`: the files of its folder, and of the
 * folders below it that hold no article of their own.
 */
export const readBeside = async (directory: string): Promise<Map<string, string>> => {
  const files = new Map<string, string>()
  const visit = async (folder: string, depth: number): Promise<void> => {
    const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )
    const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
    if (depth > 0 && (await documentsOf(folder, names)).length > 0) return
    for (const name of names)
      if (!isDocument(name))
        files.set(relative(directory, join(folder, name)).split(sep).join('/'), join(folder, name))
    if (depth < deepest)
      for (const entry of entries)
        if (entry.isDirectory()) await visit(join(folder, entry.name), depth + 1)
  }
  await visit(directory, 0)
  return files
}
