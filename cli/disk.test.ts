import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { generateFixtures } from '../fixtures/generate.ts'

const cli = fileURLToPath(new URL('./histocorpus.js', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'histocorpus-disk-'))
const disk = mkdtempSync(join(root, 'disk-'))
const mounted =
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { encoding: 'utf8' })
    .status === 0
afterAll(() => {
  if (mounted) spawnSync('umount', [disk])
  rmSync(root, { recursive: true, force: true })
})

const histocorpus = (...args: string[]) =>
  spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8', maxBuffer: 1e8 })

test.skipIf(!mounted)(
  'a full disk stops the run with its remedy; with room the same command ends it (needs root to mount a small disk)',
  async () => {
    const input = join(root, 'input')
    await generateFixtures(input)
    const out = join(disk, 'corpus')
    const { status, stderr } = histocorpus('run', input, '--out', out, '--workers', '1')
    expect(status).toBe(1)
    expect(stderr).toContain('E_ENOSPC')
    expect(stderr).toContain('free some space')

    spawnSync('mount', ['-o', 'remount,size=200m', disk])
    const again = histocorpus('run', input, '--out', out, '--workers', '1', '--json')
    const elsewhere = histocorpus('run', input, '--out', join(root, 'roomy'), '--json')
    expect(again.status, again.stderr).toBe(3)
    const digest = (text: string) => (JSON.parse(text) as { digest: string }).digest
    expect(digest(again.stdout)).toBe(digest(elsewhere.stdout))
    expect(histocorpus('verify', out).status).toBe(0)
    const halves = readdirSync(out, { recursive: true, encoding: 'utf8' })
    expect(halves.filter((name) => name.endsWith('.part'))).toEqual([])
  },
  600_000,
)
