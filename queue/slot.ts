import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { FatalError, RetryError, ThrottledError } from '../pipeline/errors.ts'
import { FromChildShape, failureOf, type ToChild } from './messages.ts'
import type { Job, Result } from './port.ts'

export interface SlotOptions {
  /** The work module, as a URL: see `WorkModule`. */
  module: URL
  /** Handed to the module's `start`, as JSON. */
  options?: unknown
  /** A job that takes longer is killed with its process. */
  jobTimeoutSeconds: number
  /** A child is replaced after this many jobs, against slow leaks in native code. */
  maxJobsPerChild?: number
  /** A child that has grown beyond this is replaced after its job. */
  maxRssMegabytes?: number
}

/** One child process at a time, one job at a time; a dead child is replaced. */
export interface Slot {
  /** @throws FatalError when no child can be started; ThrottledError after `close()`. */
  run(job: Job): Promise<Result>
  /** Ends the child at once; a job in hand ends as throttled `E_WORKER_STOPPED`. */
  close(): Promise<void>
}

const entry = fileURLToPath(new URL('./child.ts', import.meta.url))
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const startAttempts = 3
/** Longest that loading the work module and its models may take. */
const startSeconds = 180
const stopSeconds = 1

const stopped = () =>
  new ThrottledError('E_WORKER_STOPPED', 'the worker was told to stop', { after: 0 })

export const createSlot = ({
  module,
  options = null,
  jobTimeoutSeconds,
  maxJobsPerChild = 1000,
  maxRssMegabytes = 2048,
}: SlotOptions): Slot => {
  let closed = false
  let live: ChildProcess | undefined
  let jobs = 0

  /** Resolves with a child that is ready, or with undefined when it died before. */
  const spawn = () =>
    new Promise<ChildProcess | undefined>((resolve, reject) => {
      const child = fork(entry, [String(process.pid)], {
        execArgv: ['--import', loader],
        // A library that prints must not write into the parent's JSON Lines on stdout.
        stdio: ['ignore', 2, 2, 'ipc'],
      })
      live = child
      jobs = 0
      const timer = setTimeout(() => child.kill('SIGKILL'), startSeconds * 1000)
      child.once('message', (raw) => {
        clearTimeout(timer)
        const message = FromChildShape.parse(raw)
        if (message.type === 'ready') resolve(child)
        else if (message.type === 'broken') reject(new FatalError(message.code, message.message))
      })
      const dead = () => {
        clearTimeout(timer)
        if (live === child) live = undefined
        resolve(undefined)
      }
      child.once('exit', dead)
      // One that could not even be forked has no exit.
      child.on('error', () => child.pid === undefined && dead())
      const start: ToChild = { type: 'start', module: module.href, options }
      child.send(start, () => undefined)
    })

  const awaken = async (): Promise<ChildProcess> => {
    for (let attempt = 0; attempt < startAttempts; attempt += 1) {
      if (closed) throw stopped()
      const child = await spawn()
      if (child) return child
    }
    if (closed) throw stopped()
    throw new FatalError(
      'E_WORKER_START',
      `a worker process died ${startAttempts} times before it was ready; is there memory for it?`,
    )
  }

  const stop = async (child: ChildProcess | undefined): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    if (child.connected) child.disconnect()
    const timer = setTimeout(() => child.kill('SIGKILL'), stopSeconds * 1000)
    await gone
    clearTimeout(timer)
  }

  const work = (child: ChildProcess, job: Job) =>
    new Promise<{ result: Result; spent: boolean }>((resolve) => {
      let late = false
      const finish = (result: Result, spent: boolean) => {
        clearTimeout(timer)
        child.off('message', listen)
        child.off('exit', died)
        resolve({ result, spent })
      }
      const listen = (raw: unknown) => {
        const message = FromChildShape.parse(raw)
        if (message.type !== 'result') return
        jobs += 1
        finish(message.result, jobs >= maxJobsPerChild || message.rss > maxRssMegabytes * 2 ** 20)
      }
      const died = (code: number | null, signal: NodeJS.Signals | null) => {
        const how = signal ?? `exit code ${code}`
        const error = closed
          ? stopped()
          : late
            ? new RetryError('E_WORKER_TIMEOUT', `not done within ${jobTimeoutSeconds} s`)
            : new RetryError('E_WORKER_CRASHED', `the worker process died (${how})`)
        finish(failureOf(job, error), true)
      }
      const timer = setTimeout(() => {
        late = true
        child.kill('SIGKILL')
      }, jobTimeoutSeconds * 1000)
      child.on('message', listen)
      child.once('exit', died)
      const message: ToChild = { type: 'job', job }
      // A child that is gone cannot be sent to; its `exit` event says so to `died`.
      child.send(message, () => undefined)
    })

  let next = awaken()
  next.catch(() => undefined)

  return {
    async run(job) {
      let child = await next
      // It may have died between two jobs.
      if (live !== child) child = await awaken()
      const { result, spent } = await work(child, job)
      next = spent && !closed ? stop(child).then(awaken) : Promise.resolve(child)
      next.catch(() => undefined)
      return result
    },
    async close() {
      closed = true
      await stop(live)
      await next.catch(() => undefined)
      await stop(live)
    },
  }
}
