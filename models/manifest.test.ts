import { existsSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fileSha256, modelPath, readManifest } from './manifest.ts'

const entries = Object.entries(readManifest())

test('every shipped file is what the manifest says, and every model has a card', async () => {
  expect(entries.length).toBeGreaterThan(0)
  for (const [name, entry] of entries) {
    for (const { file, sha256 } of [entry, ...Object.values(entry.files)])
      expect(await fileSha256(modelPath(file)), `${name}: ${file}`).toBe(sha256)
    expect(existsSync(modelPath(entry.card)), `${name}: ${entry.card}`).toBe(true)
  }
})

test('models are small enough for the repository: 25 MB each, 60 MB together', () => {
  const sizes = entries.map(([, { file }]) => statSync(modelPath(file)).size)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(25e6)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60e6)
})
