import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip, gzipSync } from 'node:zlib'
import { type Header, pack } from 'tar-stream'
import { expect, test } from 'vitest'
import { collect } from '../pipeline/iterables.ts'
import { createMeter, limits } from './archive/member.ts'
import { readTar } from './archive/tar.ts'
import { listArticles } from './list.ts'
import { openArticle } from './open.ts'

const xml = (id: string, href = 'f1') =>
  `<article><front><article-meta><article-id pub-id-type="pmc">${id}</article-id></article-meta></front><body><fig id="F1"><caption><p>Caption ${id}.</p></caption><graphic xlink:href="${href}"/></fig></body></article>`

const fresh = () => mkdtemp(join(tmpdir(), 'sources-'))

const tarball = async (path: string, members: [Partial<Header> & { name: string }, string?][]) => {
  const tar = pack()
  for (const [header, content] of members) tar.entry(header, content ?? '')
  tar.finalize()
  await pipeline(tar, createGzip(), createWriteStream(path))
}

const list = async (inputs: string[]) => {
  const stageDirectory = join(await fresh(), 'stage')
  const items = await collect(listArticles(inputs, { stageDirectory }))
  return {
    stageDirectory,
    items,
    lines: items.map((item) =>
      item.kind === 'article' ? item.key : `${item.key} ${item.error.code}`,
    ),
  }
}

test('nested folders, loose documents, odd files and empty folders', async () => {
  const root = await fresh()
  await mkdir(join(root, 'dump/a/PMC1/images'), { recursive: true })
  await mkdir(join(root, 'dump/empty'))
  await writeFile(join(root, 'dump/a/PMC1/main.nxml'), xml('1'))
  await writeFile(join(root, 'dump/a/PMC1/images/F1.JPG'), 'picture')
  await writeFile(join(root, 'dump/a/PMC1/logo.xml'), '<svg/>')
  await writeFile(join(root, 'dump/two.xml'), xml('2'))
  await writeFile(join(root, 'dump/broken.xml'), '<arti')
  await symlink('/etc', join(root, 'dump/link'))
  const { lines, items } = await list([
    join(root, 'dump'),
    join(root, 'dump/two.xml'),
    join(root, 'none'),
  ])
  expect(lines).toEqual([
    ...['dump/broken.xml', 'dump/two.xml', 'dump/a/PMC1/main.nxml', 'dump/empty E_EMPTY_FOLDER'],
    ...['two.xml', 'none E_INPUT'],
  ])
  const [, , article] = items
  if (article?.kind !== 'article') throw new Error('no article')
  const open = await openArticle(article.ref)
  expect(open.article.figures[0]?.file).toBe('F1.JPG')
  expect((await open.read('F1.JPG')).toString()).toBe('picture')
  await expect(open.read('../../etc/passwd')).rejects.toMatchObject({ code: 'E_FILE' })
})

test('an archive gives its articles; bad members are problems of their own', async () => {
  const root = await fresh()
  const path = join(root, 'PMC1.tar.gz')
  await tarball(path, [
    [{ name: 'PMC1/f1.jpg' }, 'picture'],
    [{ name: 'PMC1/main.nxml' }, xml('1')],
    [{ name: '../../evil.xml' }, xml('6')],
    [{ name: '/abs.xml' }, xml('7')],
    [{ name: 'PMC1/link.jpg', type: 'symlink', linkname: '/etc/passwd' }],
    [{ name: 'PMC1/F1.jpg' }, 'another'],
    [{ name: 'PMC2/b.xml' }, xml('2')],
  ])
  const { lines, items, stageDirectory } = await list([path])
  expect(lines).toEqual([
    'PMC1.tar.gz!../../evil.xml E_ARCHIVE_PATH',
    'PMC1.tar.gz!/abs.xml E_ARCHIVE_PATH',
    'PMC1.tar.gz!PMC1/link.jpg E_ARCHIVE_LINK',
    'PMC1.tar.gz!PMC1/F1.jpg E_ARCHIVE_DUPLICATE',
    'PMC1.tar.gz/PMC1/main.nxml',
    'PMC1.tar.gz/PMC2/b.xml',
  ])
  expect(await readdir(root)).toEqual(['PMC1.tar.gz'])
  const staged = await readdir(stageDirectory, { recursive: true })
  expect(staged.filter((name) => name.endsWith('.part'))).toEqual([])
  const article = items.at(-2)
  if (article?.kind !== 'article') throw new Error('no article')
  const open = await openArticle(article.ref)
  expect((await open.read(open.article.figures[0]?.file ?? '')).toString()).toBe('picture')
})

test('what can be read of a truncated archive is kept, and the rest is a problem', async () => {
  const root = await fresh()
  const path = join(root, 'cut.tar.gz')
  const noise = Array.from({ length: 60000 }, (_, index) =>
    ((index * 48271) % 65521).toString(36),
  ).join('')
  await tarball(path, [
    [{ name: 'PMC1/main.nxml' }, xml('1')],
    [{ name: 'PMC2/main.nxml' }, xml('2') + noise],
  ])
  const bytes = await readFile(path)
  await writeFile(path, bytes.subarray(0, bytes.length >> 1))
  expect((await list([path])).lines).toEqual([
    'cut.tar.gz/PMC1/main.nxml',
    'cut.tar.gz E_ARCHIVE_TRUNCATED',
  ])
})

test('a bomb is stopped by ratio, size and number', async () => {
  const root = await fresh()
  const path = join(root, 'bomb.tar.gz')
  await tarball(path, [[{ name: 'PMC1/a.xml' }, 'a'.repeat(3e6)]])
  const bounds = { ...limits, ratioAfter: 1e6 }
  const read = async () => {
    for await (const member of readTar(path, bounds))
      if (member.kind === 'file') for await (const _ of member.content);
  }
  await expect(read()).rejects.toMatchObject({ code: 'E_ARCHIVE_BOMB' })
  const meter = createMeter(10, { ...limits, entries: 1 })
  meter.entry()
  expect(() => meter.entry()).toThrow('more than 1 members')
})

test('what is no archive says so', async () => {
  const root = await fresh()
  await writeFile(join(root, 'a.tar.gz'), gzipSync('not a tar'))
  await writeFile(join(root, 'b.zip'), 'not a zip')
  await writeFile(join(root, 'c.docx'), 'x')
  const { lines } = await list(['a.tar.gz', 'b.zip', 'c.docx'].map((name) => join(root, name)))
  expect(lines.map((line) => line.split(' ')[1])).toEqual([
    ...['E_ARCHIVE_TRUNCATED', 'E_ARCHIVE_FORMAT', 'E_INPUT_KIND'],
  ])
})

test('a saved page is an article with the pictures below its folder', async () => {
  const root = await fresh()
  await mkdir(join(root, 'atlas/img'), { recursive: true })
  await writeFile(
    join(root, 'atlas/colon.html'),
    '<figure><img src="img/a.jpg"><figcaption>Colon crypts.</figcaption></figure>',
  )
  await writeFile(join(root, 'atlas/img/a.jpg'), 'picture')
  const { lines, items } = await list([join(root, 'atlas')])
  expect(lines).toEqual(['atlas/colon.html'])
  const [item] = items
  if (item?.kind !== 'article') throw new Error('no article')
  const open = await openArticle(item.ref, { licence: 'CC-BY-4.0' })
  expect(open.article.licence).toMatchObject({ spdx: 'CC-BY-4.0' })
  expect((await open.read(open.article.figures[0]?.file ?? '')).toString()).toBe('picture')
})

test('what stands beside an article is its own: manifests, PDFs, supplements, folders below', async () => {
  const root = await fresh()
  await mkdir(join(root, 'a/supplement'), { recursive: true })
  await mkdir(join(root, 'b'))
  await writeFile(join(root, 'a/main.xml'), xml('1'))
  await writeFile(join(root, 'a/MANIFEST.xml'), '<manifest><object/></manifest>')
  await writeFile(join(root, 'a/._main.xml'), 'junk')
  await writeFile(join(root, 'a/main.pdf'), '%PDF')
  await writeFile(join(root, 'a/supplement/more.pdf'), '%PDF')
  await tarball(join(root, 'a/data.tar.gz'), [[{ name: 'table.html/readme' }, 'x']])
  await writeFile(join(root, 'b/alone.pdf'), '%PDF')
  await writeFile(join(root, 'b/gone.nxml'), '<html><body>404</body></html>')
  expect((await list([root])).lines.map((line) => line.split('/').slice(1).join('/'))).toEqual([
    ...['a/main.xml', 'b/gone.nxml'],
  ])
  expect((await list([join(root, 'a/MANIFEST.xml')])).lines).toEqual(['MANIFEST.xml E_NO_ARTICLE'])
})

test('keys of equal names differ, one input counts once, a late picture changes the fingerprint', async () => {
  const root = await fresh()
  for (const name of ['x', 'y']) {
    await mkdir(join(root, name, 'img'), { recursive: true })
    await writeFile(join(root, name, 'main.xml'), xml(name))
  }
  const inputs = ['x/main.xml', 'y/main.xml', 'x/main.xml'].map((name) => join(root, name))
  const { lines, items } = await list(inputs)
  expect(lines).toEqual(['main.xml', 'main.xml~2'])
  await writeFile(join(root, 'x/img/f1.jpg'), 'picture')
  const later = (await list(inputs)).items
  const marks = (found: typeof items) =>
    found.map((item) => (item.kind === 'article' ? item.fingerprint : null))
  expect(marks(later)[0]).not.toBe(marks(items)[0])
  expect(marks(later)[1]).toBe(marks(items)[1])
})

test('pictures of one name in two folders stay apart', async () => {
  const root = await fresh()
  for (const name of ['left', 'right']) {
    await mkdir(join(root, name))
    await writeFile(join(root, name, 'f1.jpg'), name)
  }
  await writeFile(
    join(root, 'main.xml'),
    '<article><body><fig><graphic xlink:href="right/f1.jpg"/></fig><fig><graphic xlink:href="left/f1"/></fig></body></article>',
  )
  const open = await openArticle({ kind: 'folder', directory: root, document: 'main.xml' })
  const read = open.article.figures.map(async ({ file }) => String(await open.read(file ?? '')))
  expect(await Promise.all(read)).toEqual(['right', 'left'])
})

test('without a fetcher an article of PMC is a problem, and a failing list ends only itself', async () => {
  const root = await fresh()
  await writeFile(join(root, 'a.xml'), xml('1'))
  expect((await list(['pmc:PMC1', root])).lines.map((line) => line.split(' ')[1])).toEqual([
    ...['E_INPUT_KIND', undefined],
  ])
})
