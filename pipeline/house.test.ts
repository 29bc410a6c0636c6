import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const stageFolders = ['sources', 'detectors', 'splitters', 'matchers', 'filters', 'topics', 'dedup']
const rooms = [
  ...stageFolders,
  ...['bench', 'cli', 'db', 'fixtures', 'models', 'pipeline', 'queue', 'report', 'shards', 'store'],
]

interface SourceFile {
  path: string
  text: string
  imports: string[]
}

const files: SourceFile[] = rooms.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true })
    .map((name) => join(room, String(name)))
    .filter((path) => path.endsWith('.ts'))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      const imports = [
        ...text.matchAll(/^(?:import|export)(?! type)[^'"]*? from '(\.[^']+)'/gm),
      ].map(([, target = '']) => relative(root, resolve(root, dirname(path), target)))
      return { path, text, imports }
    }),
)
const isTest = ({ path }: SourceFile) => path.endsWith('.test.ts')
const roomOf = (path: string) => path.split('/')[0] ?? ''

test('a stage knows no sibling, no database, no queue, no command', () => {
  const forbidden = (from: string, to: string) =>
    from !== to && [...stageFolders, 'db', 'queue', 'cli', 'shards', 'report'].includes(to)
  const found = files
    .filter((file) => stageFolders.includes(roomOf(file.path)) && !isTest(file))
    .flatMap(({ path, imports }) =>
      imports.filter((to) => forbidden(roomOf(path), roomOf(to))).map((to) => `${path} -> ${to}`),
    )
  expect(found).toEqual([])
})

test('modules do not import in a circle', () => {
  const graph = new Map(files.map(({ path, imports }) => [path, imports]))
  const state = new Map<string, 'open' | 'closed'>()
  const circles: string[] = []
  const visit = (path: string, trail: string[]) => {
    if (state.get(path) === 'closed') return
    if (state.get(path) === 'open') {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '))
      return
    }
    state.set(path, 'open')
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    state.set(path, 'closed')
  }
  for (const path of graph.keys()) visit(path, [])
  expect(circles).toEqual([])
})

test('only the config reads the environment', () => {
  const readers = files
    .filter((file) => !isTest(file) && !['bench', 'fixtures'].includes(roomOf(file.path)))
    .filter(({ text }) => text.includes('process.env'))
    .map(({ path }) => path)
  expect(readers).toEqual(['pipeline/config.ts'])
})

test('every stage folder is in the plan or feeds it, and has a test beside its source', () => {
  const plan = files.find(({ path }) => path === 'pipeline/plan.ts')
  for (const folder of stageFolders) {
    if (folder !== 'sources') expect(plan?.imports.map(roomOf), folder).toContain(folder)
    expect(
      files.some((file) => roomOf(file.path) === folder && isTest(file)),
      folder,
    ).toBe(true)
  }
})

test('files are small: 400 lines is the end', () => {
  const long = files
    .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
    .filter(({ lines }) => lines > 400)
  expect(long).toEqual([])
})
