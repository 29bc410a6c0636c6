import { join } from 'node:path'
import { sha256 } from '../pipeline/ids.ts'
import type { Store } from '../store/store.ts'
import { violations } from './invariant.ts'
import type { Db } from './open.ts'
import { pairRows } from './pairs.ts'

/**
 * Checks a corpus against itself: SQLite's own integrity, the ledger's promise, every stored file
 * against its checksum, files that nothing refers to, and captions against their spans.
 * @yields one line a problem.
 */
export async function* verifyCorpus(db: Db, store: Store): AsyncGenerator<string> {
  for (const { integrity_check } of db.pragma('integrity_check') as { integrity_check: string }[])
    if (integrity_check !== 'ok') yield `database: ${integrity_check}`
  for (const row of db.pragma('foreign_key_check') as unknown[])
    yield `foreign key: ${JSON.stringify(row)}`
  yield* violations(db)

  const expected = { figures: new Set<string>(), panels: new Set<string>() }
  for (const row of pairRows(db)) {
    expected.figures.add(row.stored)
    expected.panels.add(`${row.crop_sha256}.jpg`)
    if (!saysItsSpans(row.caption, row.caption_raw))
      yield `pair ${row.id}: its caption has words that the figure's caption lacks`
    const [right, bottom] = [row.x + row.width, row.y + row.height]
    if (row.x < 0 || row.y < 0 || right > row.figure_width || bottom > row.figure_height)
      yield `pair ${row.id}: its box leaves the figure`
  }
  for (const shelf of ['figures', 'panels'] as const) {
    const wanted = expected[shelf]
    for await (const name of store.list(shelf)) {
      if (!wanted.delete(name)) {
        yield `${join(shelf, name)}: nothing refers to this file`
        continue
      }
      const bytes = await store.get(shelf, name)
      if (sha256(bytes) !== name.slice(0, 64))
        yield `${join(shelf, name)}: bytes differ from the checksum`
    }
    for (const name of wanted) yield `${join(shelf, name)}: file is missing`
  }
}

/** Every word of a sub-caption must be a word of the caption it was cut from. */
const saysItsSpans = (caption: string, raw: string): boolean => {
  const words = (text: string) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const known = new Set(words(raw))
  return words(caption).every((word) => known.has(word))
}
