import { spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { localQueue } from './local.ts'
import type { Result } from './port.ts'

const module = new URL('./mischief.ts', import.meta.url)
const here = fileURLToPath(new URL('.', import.meta.url))

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a work module that cannot start ends the results with its error', async () => {
  const queue = localQueue({ workers: 2, module, jobTimeoutSeconds: 9, options: { broken: true } })
  onTestFinished(() => queue.close())
  await queue.submit({ id: 'a', token: 't', payload: { act: 'echo' } })
  const read = async () => {
    for await (const result of queue.results()) expect.unreachable(JSON.stringify(result))
  }
  await expect(read()).rejects.toMatchObject({ consequence: 'fatal', code: 'E_MODEL_HASH' })
})

test('an abort signal closes the queue', async () => {
  const stop = new AbortController()
  const queue = localQueue({ workers: 1, module, jobTimeoutSeconds: 9, signal: stop.signal })
  await queue.submit({ id: 'a', token: 't', payload: { act: 'hang' } })
  stop.abort()
  const results: Result[] = []
  for await (const result of queue.results()) results.push(result)
  expect(results).toEqual([])
})

test('children die with a parent that is killed, even in an endless loop', async () => {
  const code = `
    import { localQueue } from './local.ts'
    const module = new URL(${JSON.stringify(module.href)})
    const queue = localQueue({ workers: 2, module, jobTimeoutSeconds: 99 })
    const submit = (id, payload) => queue.submit({ id, token: 't', payload })
    for (const id of ['a', 'b']) await submit(id, { act: 'wait', value: 300 })
    let seen = 0
    for await (const { record } of queue.results()) {
      console.log(record.pid)
      seen += 1
      await submit('c' + seen, { act: seen === 1 ? 'spin' : 'hang' })
    }`
  const parent = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '--input-type=module',
      '--eval',
      code.replace('./local.ts', `${here}local.ts`),
    ],
    { cwd: here, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  onTestFinished(() => void parent.kill('SIGKILL'))
  let text = ''
  parent.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  while (text.split('\n').length < 3) await setTimeout(50)
  const children = text.trim().split('\n').map(Number)
  await setTimeout(300)
  expect(children.filter(alive)).toHaveLength(2)
  parent.kill('SIGKILL')
  const killed = Date.now()
  // An init that is slow to reap keeps the dead visible for a while.
  while (children.some(alive) && Date.now() - killed < 10_000) await setTimeout(50)
  expect(children.filter(alive)).toEqual([])
}, 30_000)
