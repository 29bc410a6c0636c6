import { stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { ItemError, toHistocorpusError } from '../pipeline/errors.ts'
import { isArchive, listArchive } from './archive/index.ts'
import { readHead } from './beside.ts'
import { isDocument, isPage, looksLikeArticle } from './document.ts'
import { digestBeside, listDocument, listFolder, listPage } from './folder.ts'
import type { Listed } from './listed.ts'

export type { Listed }

export interface ListOptions {
  /** Folder for members of archives: nothing is written anywhere else. */
  stageDirectory: string
  signal?: AbortSignal
  /** Lists `PMC123`, `@ids.txt` or `search:TERM`: what follows `pmc:`. */
  listPmc?: (query: string) => AsyncIterable<Listed>
}

/**
 * Everything that the inputs name, in their order: articles to work on, and what is none with its
 * reason. Keys begin with the input's base name; equal base names are numbered.
 */
export async function* listArticles(
  inputs: readonly string[],
  options: ListOptions,
): AsyncGenerator<Listed> {
  const names = new Map<string, number>()
  const seen = new Set<string>()
  for (const input of inputs) {
    const remote = /^pmc:/i.test(input)
    const path = remote ? input : resolve(input)
    if (seen.has(path)) continue
    seen.add(path)
    const name = remote ? input : basename(path) || 'root'
    const count = (names.get(name) ?? 0) + 1
    names.set(name, count)
    const key = count === 1 ? name : `${name}~${count}`
    try {
      if (remote) yield* listRemote(input, options)
      else yield* listInput(path, { ...options, key, input })
    } catch (thrown) {
      const error = toHistocorpusError(thrown, 'E_INPUT')
      if (error.consequence !== 'item') throw error
      yield { kind: 'problem', key, input, error }
    }
  }
}

async function* listRemote(input: string, { listPmc }: ListOptions): AsyncGenerator<Listed> {
  if (!listPmc)
    throw new ItemError('E_INPUT_KIND', `${input}: this command cannot fetch articles of PMC`)
  yield* listPmc(input.replace(/^pmc:/i, ''))
}

async function* listInput(
  path: string,
  place: ListOptions & { key: string; input: string },
): AsyncGenerator<Listed> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new ItemError('E_INPUT', `cannot read ${place.input}: does it exist?`, { cause })
  })
  if (found.isDirectory()) {
    let count = 0
    for await (const item of listFolder(path, place)) {
      count += 1
      yield item
    }
    if (count === 0)
      throw new ItemError(
        'E_NO_ARTICLE',
        `${place.input} holds no article: JATS files end in .xml or .nxml`,
      )
  } else if (isArchive(path)) yield* listArchive(path, place)
  else if (isDocument(path)) {
    if (!looksLikeArticle(await readHead(path)))
      throw new ItemError('E_NO_ARTICLE', `${place.input} is XML, but no JATS article`)
    yield* listDocument(path, place, await digestBeside(dirname(path)))
  } else if (isPage(path)) yield await listPage(path, place)
  else
    throw new ItemError(
      'E_INPUT_KIND',
      `${place.input} is of no kind that is read: give a folder, .xml, .nxml, .html, .pdf, .tar, .tar.gz, .tgz, .zip or pmc:…`,
    )
}
