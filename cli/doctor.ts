import { execFileSync } from 'node:child_process'
import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { resolve } from 'node:path'
import Database from 'better-sqlite3'
import { Command } from 'commander'
import sharp from 'sharp'
import { defaultModelFolder, readManifest } from '../models/manifest.ts'
import { openModel } from '../models/open.ts'
import { readConfig } from '../pipeline/config.ts'
import { toHistocorpusError } from '../pipeline/errors.ts'
import { connectRedis } from '../queue/redis.ts'
import { exit } from './exit.ts'

interface Finding {
  check: string
  ok: boolean
  found: string
  /** What to do when it is not ok. */
  remedy?: string
}

/** Free space below which a run over a dump is likely to fail, in bytes. */
const smallestFreeSpace = 2e9

export const doctorCommand = () =>
  new Command('doctor')
    .description('Check this machine: Node, SQLite, models, disk, Redis; says what to do.')
    .option('--out <dir>', 'where the corpus will lie', '.')
    .option('--models <dir>', 'folder with a manifest.json of models')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ histocorpus doctor --out corpus')
    .action(async ({ out, models, json }: { out: string; models?: string; json?: boolean }) => {
      const config = readConfig()
      const findings = [
        node(),
        sqlite(),
        pictures(),
        ...(await modelFindings(models ?? config.models ?? defaultModelFolder)),
        await disk(resolve(out)),
        await redis(config.redisUrl),
        python(),
      ]
      if (json) process.stdout.write(`${JSON.stringify(findings)}\n`)
      else
        for (const { check, ok, found, remedy } of findings)
          process.stdout.write(
            `${ok ? 'ok  ' : 'FAIL'}  ${check.padEnd(18)} ${found}${ok || !remedy ? '' : `\n      -> ${remedy}`}\n`,
          )
      if (findings.some(({ ok }) => !ok)) process.exitCode = exit.failed
    })

const node = (): Finding => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return {
    check: 'Node',
    ok: major > 20 || (major === 20 && minor >= 19),
    found: process.version,
    remedy: 'install Node 20.19 or newer',
  }
}

const sqlite = (): Finding => {
  const db = new Database(':memory:')
  try {
    const { version } = db.prepare('SELECT sqlite_version() AS version').get() as {
      version: string
    }
    db.exec('CREATE VIRTUAL TABLE t USING fts5(a)')
    return { check: 'SQLite with FTS5', ok: true, found: version }
  } catch (error) {
    const found = toHistocorpusError(error).message
    return { check: 'SQLite with FTS5', ok: false, found, remedy: 'run npm ci again' }
  } finally {
    db.close()
  }
}

const pictures = (): Finding => ({
  check: 'pictures (libvips)',
  ok:
    sharp.format.jpeg.input.buffer &&
    sharp.format.png.input.buffer &&
    sharp.format.tiff.input.buffer,
  found: sharp.versions.vips,
  remedy: 'run npm ci again',
})

const modelFindings = async (folder: string): Promise<Finding[]> => {
  try {
    return await Promise.all(
      Object.keys(readManifest(folder)).map(async (name): Promise<Finding> => {
        const check = `model ${name}`
        try {
          return { check, ok: true, found: (await openModel(name, folder)).hash }
        } catch (error) {
          const { message } = toHistocorpusError(error)
          return {
            check,
            ok: false,
            found: message,
            remedy: 'restore the models folder (git checkout models)',
          }
        }
      }),
    )
  } catch (error) {
    const { message } = toHistocorpusError(error)
    return [{ check: 'models', ok: false, found: message, remedy: 'restore the models folder' }]
  }
}

const disk = async (path: string): Promise<Finding> => {
  for (let folder = path; ; folder = resolve(folder, '..')) {
    const writable = await access(folder, constants.W_OK).then(
      () => true,
      (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? null : false),
    )
    if (writable === null) continue
    const { bavail, bsize } = await statfs(folder)
    return {
      check: 'disk',
      ok: writable && bavail * bsize > smallestFreeSpace,
      found: `${((bavail * bsize) / 1e9).toFixed(1)} GB free in ${folder}${writable ? '' : ', not writable'}`,
      remedy: 'free at least 2 GB, or choose another --out',
    }
  }
}

const redis = async (url: string | undefined): Promise<Finding> => {
  const check = 'Redis'
  if (url === undefined)
    return { check, ok: true, found: 'not configured (REDIS_URL); not needed for --queue local' }
  try {
    const connection = await connectRedis(url)
    connection.disconnect()
    return { check, ok: true, found: url }
  } catch (error) {
    const { message } = toHistocorpusError(error)
    return {
      check,
      ok: false,
      found: message,
      remedy: 'start Redis 7 with --maxmemory-policy noeviction',
    }
  }
}

const python = (): Finding => {
  const check = 'Python (trainer)'
  try {
    const found = execFileSync('python3', ['--version'], { encoding: 'utf8' }).trim()
    return { check, ok: true, found }
  } catch {
    return { check, ok: true, found: 'none; only the trainer needs it (Python 3.11 or newer)' }
  }
}
