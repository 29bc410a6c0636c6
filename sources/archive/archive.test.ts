import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { crc32, deflateRawSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { expect, test } from 'vitest'
import { collect } from '../../pipeline/iterables.ts'
import { listArticles } from '../list.ts'
import { openArticle } from '../open.ts'
import { limits } from './member.ts'
import { readZip } from './zip.ts'

const xml = (id: string, ...hrefs: string[]) =>
  `<article><front><article-meta><article-id pub-id-type="pmc">${id}</article-id></article-meta></front><body>${hrefs.map((href) => `<fig><caption><p>C.</p></caption><graphic xlink:href="${href}"/></fig>`).join('')}</body></article>`

const fresh = () => mkdtemp(join(tmpdir(), 'archive-'))

interface ZipMember {
  name: string
  content: string
  /** What the directory says, when it lies. */
  crc?: number
  size?: number
  mode?: number
  flags?: number
}

/** A zip written by hand, so that it may lie. */
const zipped = (members: ZipMember[]): Buffer => {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, crc, size, mode = 0o100644, flags = 0x800 } of members) {
    const raw = Buffer.from(content)
    const data = deflateRawSync(raw)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(flags, 2)
    shared.writeUInt16LE(8, 4)
    shared.writeUInt32LE(crc ?? crc32(raw), 10)
    shared.writeUInt32LE(data.length, 14)
    shared.writeUInt32LE(size ?? raw.length, 18)
    shared.writeUInt16LE(Buffer.byteLength(name), 22)
    const central = Buffer.alloc(14)
    central.writeUInt32LE((mode << 16) >>> 0, 6)
    central.writeUInt32LE(offset, 10)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, Buffer.from(name), data])
    parts.push(local)
    directory.push(
      Buffer.concat([
        ...[Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), shared, central],
        Buffer.from(name),
      ]),
    )
    offset += local.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, index, end])
}

const list = async (path: string) => {
  const items = await collect(
    listArticles([path], { stageDirectory: join(await fresh(), 'stage') }),
  )
  return {
    items,
    lines: items.map((item) =>
      item.kind === 'article' ? item.key : `${item.key} ${item.error.code}`,
    ),
  }
}

test('zip: bad members cost themselves, the rest is read', async () => {
  const path = join(await fresh(), 'a.zip')
  await writeFile(
    path,
    zipped([
      { name: 'P/a.xml', content: xml('1', 'f1') },
      { name: 'P/f1.jpg', content: 'picture' },
      { name: '../evil.xml', content: 'x' },
      { name: '/etc/evil.xml', content: 'x' },
      { name: 'C:/evil.xml', content: 'x' },
      { name: 'P\\evil.xml', content: 'x' },
      { name: 'P/nul\0.jpg', content: 'x' },
      { name: 'P/link.jpg', content: '/etc/passwd', mode: 0o120777 },
      { name: 'P/locked.jpg', content: 'x', flags: 0x801 },
      { name: 'P/sum.jpg', content: 'x', crc: 7 },
      { name: 'P/huge.jpg', content: 'x', size: 0x7fffffff },
      { name: 'P/short.jpg', content: 'x'.repeat(50), size: 3 },
      { name: '__MACOSX/P/._a.xml', content: 'junk' },
      { name: 'Q/b.xml', content: xml('2') },
    ]),
  )
  const { items, lines } = await list(path)
  expect(lines).toEqual([
    'a.zip!../evil.xml E_ARCHIVE_PATH',
    'a.zip!/etc/evil.xml E_ARCHIVE_PATH',
    'a.zip!C:/evil.xml E_ARCHIVE_PATH',
    'a.zip!P\\evil.xml E_ARCHIVE_PATH',
    'a.zip!P/nul?.jpg E_ARCHIVE_PATH',
    'a.zip!P/link.jpg E_ARCHIVE_LINK',
    'a.zip!P/locked.jpg E_ARCHIVE_ENCRYPTED',
    'a.zip!P/sum.jpg E_ARCHIVE_MEMBER',
    'a.zip!P/huge.jpg E_ARCHIVE_BOMB',
    'a.zip!P/short.jpg E_ARCHIVE_MEMBER',
    'a.zip/P/a.xml',
    'a.zip/Q/b.xml',
  ])
  const article = items.find((item) => item.kind === 'article')
  if (article?.kind !== 'article') throw new Error('no article')
  const open = await openArticle(article.ref)
  expect((await open.read('f1.jpg')).toString()).toBe('picture')
})

test('zip: a bomb ends the archive', async () => {
  const path = join(await fresh(), 'bomb.zip')
  await writeFile(path, zipped([{ name: 'a.xml', content: 'a'.repeat(3e6) }]))
  const read = async () => {
    for await (const member of readZip(path, { ...limits, ratioAfter: 1e6 }))
      if (member.kind === 'file') for await (const _ of member.content);
  }
  await expect(read()).rejects.toMatchObject({ code: 'E_ARCHIVE_BOMB' })
})

test('documents that share a folder get the pictures they name; order does not matter', async () => {
  const path = join(await fresh(), 'plain.tar.gz')
  const tar = pack()
  const members: [string, string][] = [
    ['fig/one.JPG', '1'],
    ['two.png', '2'],
    ['a.xml', xml('1', 'fig/one')],
    ['b.xml', xml('2', 'two', 'three.tif')],
    ['fig/three.jpg', '3'],
    ['notes.xml', '<manifest><item/></manifest>'],
    ['sub/c.nxml', xml('3', 'deep')],
    ['sub/images/deep.jpg', '4'],
  ]
  for (const [name, content] of members) tar.entry({ name }, content)
  tar.finalize()
  await pipeline(tar, createWriteStream(path))
  const { items, lines } = await list(path)
  expect(lines).toEqual(['plain.tar.gz/a.xml', 'plain.tar.gz/b.xml', 'plain.tar.gz/sub/c.nxml'])
  const files: (string | null)[][] = []
  for (const item of items)
    if (item.kind === 'article')
      files.push((await openArticle(item.ref)).article.figures.map(({ file }) => file))
  expect(files).toEqual([['one.JPG'], ['two.png', 'three.jpg'], ['deep.jpg']])
})

test('one archive of many thousand articles is grouped in time', async () => {
  const path = join(await fresh(), 'bulk.tar')
  const tar = pack()
  const flowing = pipeline(tar, createWriteStream(path))
  for (let index = 0; index < 1500; index += 1)
    await new Promise((done) => tar.entry({ name: `PMC0/PMC${index}.xml` }, xml(`${index}`), done))
  tar.finalize()
  await flowing
  expect((await list(path)).items).toHaveLength(1500)
  expect((await readFile(path)).length).toBeGreaterThan(1.5e6)
}, 60_000)
