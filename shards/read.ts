import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import tar from 'tar-stream'

export interface ShardFile {
  name: string
  bytes: Buffer
}

/** Streams the files of a shard; `digest` holds the SHA-256 of the archive once it has ended. */
export const readShard = (
  path: string,
): { files: AsyncGenerator<ShardFile>; digest: Promise<string> } => {
  const hash = createHash('sha256')
  const { promise, resolve, reject } = later<string>()
  promise.catch(() => undefined)
  async function* files() {
    const extract = tar.extract()
    const source = createReadStream(path)
    source.on('data', (chunk) => hash.update(chunk))
    source.on('error', (error) => extract.destroy(error))
    source.pipe(extract)
    try {
      for await (const entry of extract) {
        const chunks: Buffer[] = []
        for await (const chunk of entry) chunks.push(chunk as Buffer)
        yield { name: entry.header.name, bytes: Buffer.concat(chunks) }
      }
      await finished(source.resume())
      resolve(hash.digest('hex'))
    } catch (error) {
      reject(error)
      throw error
    } finally {
      source.destroy()
    }
  }
  return { files: files(), digest: promise }
}

const later = <T>() => {
  let resolve: (value: T) => void = () => undefined
  let reject: (reason: unknown) => void = () => undefined
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
