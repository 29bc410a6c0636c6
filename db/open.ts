import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { FatalError } from '../pipeline/errors.ts'

export type Db = Database.Database

const here = dirname(fileURLToPath(import.meta.url))
const migrationFolder = join(here, 'migrations')

/** Opens (and creates or upgrades) a corpus for writing. Only the coordinator may do this. */
export const openForWriting = (path: string): Db => {
  mkdirSync(dirname(path), { recursive: true })
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  migrate(db)
  return db
}

/** @throws FatalError `E_CORPUS_MISSING` when there is no corpus at that path. */
export const openForReading = (path: string): Db => {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true })
    db.pragma('query_only = ON')
    if (versionOf(db) !== migrations().length) throw new Error('schema of another version')
    return db
  } catch (cause) {
    throw new FatalError('E_CORPUS_MISSING', `${path} is no corpus of this version: run it first`, {
      cause,
    })
  }
}

const versionOf = (db: Db) => Number(db.pragma('user_version', { simple: true }))

const migrations = () =>
  readdirSync(migrationFolder)
    .filter((name) => name.endsWith('.sql'))
    .sort()

/** Forward only, each in a transaction; `user_version` counts those applied. */
const migrate = (db: Db) => {
  const files = migrations()
  const version = versionOf(db)
  if (version > files.length)
    throw new FatalError(
      'E_CORPUS_NEWER',
      'this corpus was made by a newer histocorpus: upgrade before writing to it',
    )
  for (const [index, file] of files.entries()) {
    if (index < version) continue
    db.transaction(() => {
      db.exec(readFileSync(join(migrationFolder, file), 'utf8'))
      db.pragma(`user_version = ${index + 1}`)
    })()
  }
}

const texts = new Map<string, string>()

/** One statement of `db/sql/`, by file name without extension. */
export const sql = (name: string): string => {
  let text = texts.get(name)
  if (text === undefined) {
    text = readFileSync(join(here, 'sql', `${name}.sql`), 'utf8')
    texts.set(name, text)
  }
  return text
}
