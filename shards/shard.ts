import { createHash } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import tar from 'tar-stream'

export interface Member {
  name: string
  bytes: Buffer
}

export interface ShardWriter {
  bytes: number
  rows: number
  add(members: Member[]): Promise<void>
  /** Ends the archive, makes it durable and gives it its name; returns its SHA-256. */
  close(): Promise<string>
  /** Closes the file without giving it a name. */
  abandon(): Promise<void>
}

const epoch = new Date(0)
const trailer = Buffer.alloc(1024)

/** Members as tar blocks: times, owners and modes are fixed, so equal members give equal bytes. */
export const tarBlocks = async (members: Member[]): Promise<Buffer> => {
  const pack = tar.pack()
  for (const { name, bytes } of members)
    pack.entry({ name, size: bytes.length, mode: 0o644, mtime: epoch, uid: 0, gid: 0 }, bytes)
  pack.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of pack) chunks.push(chunk as Buffer)
  const whole = Buffer.concat(chunks)
  return whole.subarray(0, whole.length - trailer.length)
}

/** Bytes that members take in a tar: a header each, contents filled up to whole blocks. */
export const tarSize = (members: Member[]): number =>
  members.reduce((sum, { bytes }) => sum + 512 + Math.ceil(bytes.length / 512) * 512, 0)

/** Writes one shard, sample by sample; the file has its final name only when it is complete. */
export const openShard = async (path: string): Promise<ShardWriter> => {
  await mkdir(dirname(path), { recursive: true })
  const part = `${path}.part`
  const file = await open(part, 'w')
  const hash = createHash('sha256')
  const append = async (blocks: Buffer) => {
    hash.update(blocks)
    await file.write(blocks)
    writer.bytes += blocks.length
  }
  const writer: ShardWriter = {
    bytes: 0,
    rows: 0,
    async add(members) {
      await append(await tarBlocks(members))
      writer.rows += 1
    },
    async close() {
      await append(trailer)
      await file.sync()
      await file.close()
      await rename(part, path)
      return hash.digest('hex')
    },
    abandon: () => file.close(),
  }
  return writer
}
