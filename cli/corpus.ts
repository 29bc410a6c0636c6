import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { FatalError } from '../pipeline/errors.ts'

/** Where things lie in a corpus folder. */
export const corpusPaths = (directory: string) => ({
  database: join(directory, 'corpus.sqlite'),
  report: join(directory, 'report.html'),
  run: join(directory, 'run.json'),
  cache: join(directory, 'cache'),
  lock: join(directory, 'coordinator.lock'),
})

const alive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * One coordinator a corpus. A lock left by a process that was killed is taken over.
 * @throws FatalError `E_CORPUS_BUSY` when another coordinator is alive.
 */
export const lockCorpus = (directory: string): (() => void) => {
  mkdirSync(directory, { recursive: true })
  const { lock } = corpusPaths(directory)
  for (const last of [false, true]) {
    try {
      const file = openSync(lock, 'wx')
      writeSync(file, `${process.pid}\n`)
      closeSync(file)
      return () => rmSync(lock, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const owner = Number(readFileSync(lock, 'utf8'))
      if (last || (owner > 0 && owner !== process.pid && alive(owner)))
        throw new FatalError(
          'E_CORPUS_BUSY',
          `process ${owner} is writing to ${directory}: wait for it, or stop it and run again`,
        )
      rmSync(lock, { force: true })
    }
  }
  throw new FatalError('E_CORPUS_BUSY', `cannot lock ${directory}`)
}

/** A file that has its name only when it is whole. */
export const writeWhole = (path: string, text: string): void => {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.part`
  const file = openSync(temporary, 'wx')
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, path)
}
