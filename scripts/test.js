#!/usr/bin/env node
/**
 * Everything: format and types, TypeScript tests, Python tests. Brings what it needs (a virtual
 * environment by pip, redis-server by apt-get when root) and says what to install when it cannot.
 * The last line is `N passed, N failed, N skipped`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensurePython } from './python.js'

const total = { passed: 0, failed: 0, skipped: 0 }
const scratch = mkdtempSync(join(tmpdir(), 'histocorpus-test-'))

const run = (command, args, options = {}) =>
  spawnSync(command, args, { stdio: 'inherit', ...options })
const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0

const ensureRedis = () => {
  if (has('redis-server')) return
  if (process.getuid?.() === 0 && has('apt-get')) {
    run('apt-get', ['update', '-q'])
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'redis-server'])
  }
  if (!has('redis-server'))
    console.log('Redis tests are skipped: install redis-server (apt-get install redis-server)')
}

const check = (name, command, args) => {
  const { status } = run(command, args)
  if (status === 0) total.passed += 1
  else total.failed += 1
  console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${name}`)
}

const vitest = () => {
  const outputFile = join(scratch, 'vitest.json')
  const { status } = run('npx', [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${outputFile}`,
  ])
  if (!existsSync(outputFile)) {
    total.failed += 1
    return
  }
  const report = JSON.parse(readFileSync(outputFile, 'utf8'))
  total.passed += report.numPassedTests
  total.failed += report.numFailedTests
  total.skipped += report.numPendingTests + (report.numTodoTests ?? 0)
  if (status !== 0 && report.numFailedTests === 0) total.failed += 1
}

const pytest = () => {
  const python = ensurePython()
  if (python === null) {
    console.log(
      'Python tests are skipped: install python3 with venv and pip (apt-get install python3-venv)',
    )
    total.skipped += 1
    return
  }
  const outputFile = join(scratch, 'pytest.xml')
  const { status } = run(python, ['-m', 'pytest', 'trainer', '-q', `--junitxml=${outputFile}`], {
    env: { ...process.env, OMP_NUM_THREADS: '2' },
  })
  if (!existsSync(outputFile)) {
    total.failed += 1
    return
  }
  const xml = readFileSync(outputFile, 'utf8')
  const number = (name) => Number(new RegExp(`${name}="(\\d+)"`).exec(xml)?.[1] ?? 0)
  const failed = number('failures') + number('errors')
  total.failed += failed
  total.skipped += number('skipped')
  total.passed += number('tests') - failed - number('skipped')
  if (status !== 0 && failed === 0) total.failed += 1
}

ensureRedis()
check('format and lint', 'npx', ['biome', 'check', '.'])
check('types', 'npx', ['tsc', '--noEmit'])
vitest()
pytest()
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed > 0 ? 1 : 0
