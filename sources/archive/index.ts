import { createHash } from 'node:crypto'
import { basename, posix } from 'node:path'
import { type HistocorpusError, ItemError, toHistocorpusError } from '../../pipeline/errors.ts'
import type { Listed } from '../listed.ts'
import { groupMembers, type Staged } from './group.ts'
import { type Member, printable } from './member.ts'
import { stageFile } from './stage.ts'
import { readTar } from './tar.ts'
import { readZip } from './zip.ts'

export const isArchive = (path: string): boolean => /\.(tar|tar\.gz|tgz|zip)$/i.test(path)

interface Place {
  key: string
  input: string
  stageDirectory: string
  signal?: AbortSignal
}

/**
 * The articles of an archive: one package, or thousands. Members are copied into content-addressed
 * files as they stream by; articles follow when the archive has been read, because their pictures
 * may stand anywhere in it. What went wrong is listed beside what went right: a bad member costs
 * itself, a bomb or a truncation what is left of the archive.
 */
export async function* listArchive(path: string, place: Place): AsyncGenerator<Listed> {
  const { key, input, stageDirectory, signal } = place
  const members = new Map<string, Staged>()
  const folded = new Map<string, string>()
  const problem = createProblems(key, input)
  const read: AsyncIterable<Member> = /\.zip$/i.test(path) ? readZip(path) : readTar(path)
  let broken: Listed | null = null
  try {
    for await (const member of read) {
      signal?.throwIfAborted()
      if (member.kind === 'problem') {
        yield problem(member.name, member.error)
        continue
      }
      const staged = await stageMember(member, stageDirectory)
      if (staged instanceof ItemError) {
        yield problem(member.name, staged)
        continue
      }
      const fold = member.name.normalize('NFC').toLowerCase()
      const earlier = folded.get(fold)
      if (earlier === undefined) {
        folded.set(fold, member.name)
        members.set(member.name, staged)
      } else if (members.get(earlier)?.sha256 !== staged.sha256)
        yield problem(
          member.name,
          new ItemError(
            'E_ARCHIVE_DUPLICATE',
            `two members are called "${printable(member.name)}": the first stands`,
          ),
        )
    }
  } catch (thrown) {
    signal?.throwIfAborted()
    const error = toHistocorpusError(thrown, 'E_ARCHIVE_FORMAT')
    if (error.consequence !== 'item') throw error
    broken = { kind: 'problem', key, input, error }
  }
  let found = 0
  for await (const { name, document, files, count } of groupMembers(members)) {
    found += 1
    const fingerprint = fingerprintOf([[name, document], ...files])
    const base = {
      ...{ kind: 'staged' as const, document: document.path, name },
      files: Object.fromEntries(files.map(([file, { path: copy }]) => [file, copy])),
    }
    for (let index = 0; index < count; index += 1)
      yield {
        kind: 'article',
        key: posix.join(key, index === 0 ? name : `${name}#${index}`),
        input,
        ref: { ...base, index },
        fingerprint,
      }
  }
  if (broken) yield broken
  else if (found === 0)
    yield {
      ...{ kind: 'problem', key, input },
      error: new ItemError(
        'E_NO_ARTICLE',
        `${basename(path)} holds no article (.xml, .nxml, .html or .pdf)`,
      ),
    }
}

/** Problems of members, under keys that no article of the archive and no other problem has. */
const createProblems = (key: string, input: string) => {
  const counts = new Map<string, number>()
  return (name: string, error: HistocorpusError): Listed => {
    const words = `${key}!${printable(name)}`
    const count = (counts.get(words) ?? 0) + 1
    counts.set(words, count)
    return { kind: 'problem', key: count === 1 ? words : `${words}~${count}`, input, error }
  }
}

/** A copy of the member, or what is wrong with this member alone. */
const stageMember = async (
  { content }: Extract<Member, { kind: 'file' }>,
  directory: string,
): Promise<Staged | ItemError> => {
  try {
    return await stageFile(directory, content)
  } catch (error) {
    if (error instanceof ItemError && error.code === 'E_ARCHIVE_MEMBER') return error
    throw error
  }
}

const fingerprintOf = (files: [string, Staged][]): string => {
  const hash = createHash('sha256')
  for (const [file, { sha256 }] of files) hash.update(`${file} ${sha256}\n`)
  return hash.digest('hex').slice(0, 32)
}
