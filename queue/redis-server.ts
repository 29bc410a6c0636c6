import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FatalError } from '../pipeline/errors.ts'

/** Whether tests can have a Redis; if not they say `apt-get install redis-server`. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** A Redis of one's own for a test: loopback, free port, nothing on disk, gone after `stop()`. */
export const startRedis = async ({ policy = 'noeviction', port = 0 } = {}) => {
  port ||= await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'redis-'))
  const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no' }
  const options = Object.entries({ ...settings, 'maxmemory-policy': policy })
  const server: ChildProcess = spawn(
    'redis-server',
    options.flatMap(([name, value]) => [`--${name}`, String(value)]),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    server.stdout?.on('data', (text: Buffer) => {
      if (text.includes('Ready to accept connections')) resolve()
    })
    void gone.then(() => reject(new FatalError('E_REDIS_UNREACHABLE', 'redis-server ended')))
  })
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      server.kill('SIGKILL')
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}
