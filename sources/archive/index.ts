import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, posix } from 'node:path'
import { ItemError, toHistocorpusError } from '../../pipeline/errors.ts'
import { isDocument, looksLikeArticle } from '../document.ts'
import { countArticles } from '../jats/index.ts'
import type { Listed } from '../listed.ts'
import type { Member } from './member.ts'
import { stageFile } from './stage.ts'
import { readTar } from './tar.ts'
import { readZip } from './zip.ts'

export const isArchive = (path: string): boolean => /\.(tar|tar\.gz|tgz|zip)$/i.test(path)

interface Staged {
  path: string
  sha256: string
}

/**
 * The articles of an archive: one package, or thousands. Members are copied into content-addressed
 * files as they stream by; articles follow when the archive has been read, because their pictures
 * may stand anywhere in it. What went wrong is listed beside what went right.
 */
export async function* listArchive(
  path: string,
  { key, input, stageDirectory }: { key: string; input: string; stageDirectory: string },
): AsyncGenerator<Listed> {
  const members = new Map<string, Staged>()
  const folded = new Map<string, string>()
  const read: AsyncIterable<Member> = /\.zip$/i.test(path) ? readZip(path) : readTar(path)
  const problem = (name: string, error: ReturnType<typeof toHistocorpusError>): Listed => ({
    kind: 'problem',
    key: `${key}/${name.replace(/^[./]+/, '')}`,
    input,
    error,
  })
  let broken: Listed | null = null
  try {
    for await (const member of read) {
      if (member.kind === 'problem') {
        yield problem(member.name, member.error)
        continue
      }
      const fold = member.name.normalize('NFC').toLowerCase()
      const earlier = folded.get(fold)
      const staged = await stageFile(stageDirectory, member.content)
      if (earlier !== undefined) {
        if (members.get(earlier)?.sha256 !== staged.sha256)
          yield problem(
            member.name,
            new ItemError(
              'E_ARCHIVE_DUPLICATE',
              `two members are called "${member.name}": the first stands`,
            ),
          )
        continue
      }
      folded.set(fold, member.name)
      members.set(member.name, staged)
    }
  } catch (thrown) {
    const error = toHistocorpusError(thrown, 'E_ARCHIVE_FORMAT')
    if (error.consequence !== 'item') throw error
    broken = { kind: 'problem', key, input, error }
  }
  let found = 0
  for await (const item of articlesOf(members, { key, input })) {
    found += 1
    yield item
  }
  if (broken) yield broken
  else if (found === 0)
    yield {
      ...{ kind: 'problem', key, input },
      error: new ItemError(
        'E_NO_ARTICLE',
        `${basename(path)} holds no JATS article (.xml or .nxml)`,
      ),
    }
}

async function* articlesOf(
  members: Map<string, Staged>,
  { key, input }: { key: string; input: string },
): AsyncGenerator<Listed> {
  const folders = new Map<string, string[]>()
  for (const name of members.keys()) {
    const folder = posix.dirname(name)
    folders.set(folder, [...(folders.get(folder) ?? []), name])
  }
  for (const name of [...members.keys()].filter(isDocument).sort()) {
    const document = members.get(name)
    if (!document) continue
    const bytes = await readFile(document.path)
    if (!looksLikeArticle(bytes)) continue
    const files = filesFor(name, folders, members)
    const fingerprint = createHash('sha256')
    for (const [file, { sha256 }] of [[name, document] as const, ...files])
      fingerprint.update(`${file} ${sha256}\n`)
    const digest = fingerprint.digest('hex').slice(0, 32)
    const base = {
      kind: 'staged' as const,
      document: document.path,
      name,
      files: Object.fromEntries(files.map(([file, { path }]) => [file, path])),
    }
    const count = countSafely(bytes)
    for (let index = 0; index < count; index += 1)
      yield {
        kind: 'article',
        key: posix.join(key, index === 0 ? name : `${name}#${index}`),
        input,
        ref: { ...base, index },
        fingerprint: digest,
      }
  }
}

/** Pictures beside the document or in folders below it that hold no document of their own. */
const filesFor = (name: string, folders: Map<string, string[]>, members: Map<string, Staged>) => {
  const home = posix.dirname(name)
  const siblings = folders.get(home) ?? []
  const own = siblings.filter(isDocument).length > 100 ? [] : siblings
  const below = [...folders.entries()].filter(
    ([folder, names]) => home !== '.' && folder.startsWith(`${home}/`) && !names.some(isDocument),
  )
  return [...own, ...below.flatMap(([, names]) => names)]
    .filter((file) => !isDocument(file))
    .sort()
    .flatMap((file): [string, Staged][] => {
      const staged = members.get(file)
      return staged ? [[file, staged]] : []
    })
}

/** A broken document counts as one article: opening it says what is wrong. */
const countSafely = (bytes: Buffer): number => {
  try {
    return Math.max(1, countArticles(bytes))
  } catch {
    return 1
  }
}
