/**
 * Entry of a worker process: loads the work module, does one job at a time, and dies with its
 * parent. Started by `queue/slot.ts` with the parent's pid as its argument.
 */

import { Worker } from 'node:worker_threads'
import { FatalError, toHistocorpusError } from '../pipeline/errors.ts'
import { type FromChild, failureOf, type ToChild } from './messages.ts'
import type { Job, WorkModule } from './port.ts'

const parent = Number(process.argv[2])
const stopped = new AbortController()
let work: WorkModule['work'] | undefined
let current: Job | undefined

const tell = (message: FromChild, then: () => void = () => undefined): void => {
  if (process.connected) process.send?.(message, then)
}

const start = async (module: string, options: unknown): Promise<void> => {
  try {
    const loaded: WorkModule = await import(module)
    await loaded.start?.(options)
    work = loaded.work
    tell({ type: 'ready' })
  } catch (thrown) {
    const { code, message } = toHistocorpusError(thrown, 'E_WORKER_START')
    tell({ type: 'broken', code, message }, () => process.exit(1))
  }
}

const run = async (job: Job): Promise<void> => {
  current = job
  const answer = async () => {
    try {
      if (!work) throw new FatalError('E_WORKER_START', 'a job came before the worker was ready')
      const record = (await work(job.payload, { signal: stopped.signal })) ?? null
      return { kind: 'record' as const, id: job.id, token: job.token, record }
    } catch (thrown) {
      return failureOf(job, toHistocorpusError(thrown))
    }
  }
  const result = await answer()
  if (current !== job) return
  current = undefined
  tell({ type: 'result', result, rss: process.memoryUsage.rss() })
}

/** Nobody knows what state an uncaught error leaves behind: its job fails, the process ends. */
const uncaught = (thrown: unknown): void => {
  const job = current
  current = undefined
  if (!job) process.exit(1)
  const result = failureOf(job, toHistocorpusError(thrown))
  tell({ type: 'result', result, rss: Number.MAX_SAFE_INTEGER }, () => process.exit(1))
}

process.on('uncaughtException', uncaught)
process.on('unhandledRejection', uncaught)
// Ctrl-C and `systemctl stop` reach the whole group; the parent decides about the job in hand.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)
process.on('disconnect', () => {
  stopped.abort()
  process.exit(0)
})
process.on('message', (message: ToChild) => {
  if (message.type === 'start') void start(message.module, message.options)
  else void run(message.job)
})

// A job that blocks the event loop never sees `disconnect`; a thread of its own notices the
// parent's death anyway.
new Worker(
  `const parent = require('node:worker_threads').workerData
   setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 500)`,
  { eval: true, workerData: parent, execArgv: [] },
).unref()
