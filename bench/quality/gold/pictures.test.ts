import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { frozenGroups, goldFigures, picturesExist, singlePictures } from './pictures.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const data = `${root}/../shared/data`

test('the frozen groups are those that training leaves out', () => {
  const python = readFileSync(`${root}/trainer/curation/detector/pool.py`, 'utf8')
  const set = /QUALITY = \{([\s\S]*?)\n\}/.exec(python)?.[1] ?? ''
  const articles = /for name in \(([\s\S]*?)\)\.split/.exec(set)?.[1] ?? ''
  const names = [...articles.matchAll(/[\w.-]+/g)].map(([name]) => `article:${name}`)
  const others = [...set.slice(set.indexOf('split()')).matchAll(/'([^']+)'/g)].map(
    ([, name]) => name,
  )
  expect(names).toHaveLength(8)
  expect([...frozenGroups].sort()).toEqual([...names, ...others].sort())
})

test.skipIf(!picturesExist(data))('no figure or picture is in both parts, none is lost', () => {
  for (const read of [goldFigures, singlePictures]) {
    const files = (part: 'dev' | 'frozen' | 'all') => read(data, part).map(({ file }) => file)
    expect([...files('dev'), ...files('frozen')].sort()).toEqual(files('all').sort())
    expect(new Set(files('all')).size).toBe(files('all').length)
  }
})
