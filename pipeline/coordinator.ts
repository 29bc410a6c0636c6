import { createCorpusWriter } from '../db/corpus.ts'
import { createLedger, type Ledger } from '../db/ledger.ts'
import type { Db } from '../db/open.ts'
import type { Queue, Result } from '../queue/port.ts'
import type { Listed } from '../sources/list.ts'
import { FatalError, type HistocorpusError, toHistocorpusError } from './errors.ts'
import { ArticleRecord, type StageCount } from './record.ts'

export interface CoordinatorOptions {
  db: Db
  queue: Queue
  /** Version of the plan: articles made by another one are done again. */
  plan: string
  /** Everything but the article that a worker needs, the same for every job. */
  setting: unknown
  /** Articles to enqueue while the workers are already busy. */
  articles?: AsyncIterable<Listed>
  attempts: number
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
  now?: () => number
}

export interface Progress {
  done: number
  total: number
  listing: boolean
  stages: Record<string, StageCount>
  figures: number
  last: string | null
}

/** What a job carries to a worker. */
export interface JobPayload {
  ref: unknown
  setting: unknown
  known: unknown[]
}

/** Longest wait before a failed article is tried again, in seconds. */
const longestPause = 30

/**
 * The only writer of the corpus. Feeds waiting articles to the queue, never more than it can hold,
 * and turns each result into one transaction. The queue may lose or repeat anything: the ledger
 * knows what is out by its token, and a result with another token is refused.
 * @throws FatalError when nothing further can succeed; what is done stays done.
 */
export const coordinate = async (options: CoordinatorOptions): Promise<Progress> => {
  const { db, queue, plan, setting, attempts, signal, now = Date.now } = options
  const ledger = createLedger(db)
  const writer = createCorpusWriter(db)
  ledger.recover()
  ledger.outdate(plan)

  const progress: Progress = {
    ...{ done: 0, total: 0, listing: options.articles !== undefined },
    ...{ stages: {}, figures: 0, last: null },
  }
  let outstanding = 0
  let ended: HistocorpusError | null = null
  const run = `${now().toString(36)}-${process.pid.toString(36)}`
  let sequence = 0

  const report = () => {
    const counts = ledger.counts()
    progress.total = counts.reduce((sum, { count }) => sum + count, 0)
    progress.done = counts.reduce(
      (sum, { status, count }) => sum + (status === 'done' ? count : 0),
      0,
    )
    options.onProgress?.(progress)
  }

  const feed = async () => {
    while (outstanding < queue.capacity && !ended && !signal?.aborted) {
      const waiting = ledger.next(queue.capacity - outstanding, now())
      if (waiting.length === 0) return
      for (const { job_id, ref } of waiting) {
        sequence += 1
        const token = `${run}-${sequence}`
        ledger.out(job_id, token)
        outstanding += 1
        const payload: JobPayload = { ref, setting, known: ledger.known(job_id) }
        await queue.submit({ id: `job-${job_id}`, token, payload })
      }
    }
  }

  const list = async () => {
    if (!options.articles) return
    for await (const item of options.articles) {
      if (signal?.aborted || ended) break
      addListed(ledger, item)
    }
  }
  const listing = list().then(
    () => {
      progress.listing = false
    },
    (thrown: unknown) => {
      progress.listing = false
      ended ??= fatal(toHistocorpusError(thrown, 'E_LIST'))
    },
  )

  const results = queue.results()[Symbol.asyncIterator]()
  let pending = results.next()
  try {
    for (;;) {
      await feed()
      report()
      if (ended || signal?.aborted) break
      if (outstanding === 0 && !progress.listing && ledger.nextTime() === null) break
      const winner = await Promise.race([
        pending,
        tick(progress.listing || outstanding === 0 ? 50 : 1000),
      ])
      if (winner === 'tick') continue
      pending = results.next()
      if (winner.done) {
        ended ??= new FatalError(
          'E_QUEUE_CLOSED',
          'the queue closed while articles were out: run again',
        )
        break
      }
      outstanding -= settle(winner.value)
    }
  } finally {
    await queue.close()
    ledger.recover()
    await listing
  }
  if (ended) throw ended
  return progress

  /** @returns 1 when the result ends an outstanding job, 0 when it is late or doubled. */
  function settle(result: Result): 0 | 1 {
    const job_id = Number(result.id.replace(/^job-/, ''))
    const current = ledger.current(job_id)
    if (current?.status !== 'out' || current.token !== result.token) return 0
    progress.last = current.key
    if (result.kind === 'record') {
      const parsed = ArticleRecord.safeParse(result.record)
      if (parsed.success) {
        addStages(progress.stages, parsed.data.stages)
        progress.figures += parsed.data.figures.length
        writer.write({ job_id, key: current.key }, plan, parsed.data)
      } else {
        const message = `a worker returned a record of another shape: ${parsed.error.issues[0]?.message ?? ''}`
        writer.fail(job_id, 'E_RECORD', message)
      }
      return 1
    }
    const { consequence, code, message } = result
    ledger.fail({ job_id, at: new Date(now()).toISOString(), consequence, code, message })
    if (consequence === 'fatal') {
      ledger.again(job_id, false, 0)
      ended ??= new FatalError(code, message)
    } else if (consequence === 'throttled')
      ledger.again(job_id, false, now() + (result.after ?? longestPause) * 1000)
    else if (consequence === 'retry' && current.attempts + 1 < attempts)
      ledger.again(job_id, true, now() + Math.min(longestPause, 2 ** current.attempts) * 250)
    else writer.fail(job_id, code, message)
    return 1
  }
}

const addListed = (ledger: Ledger, item: Listed) => {
  if (item.kind === 'article') ledger.add(item)
  else {
    const { code, message } = item.error
    ledger.addProblem({ key: item.key, input: item.input, code, message })
  }
}

const addStages = (into: Record<string, StageCount>, from: Record<string, StageCount>) => {
  for (const [name, count] of Object.entries(from)) {
    const sum = into[name] ?? { computed: 0, remembered: 0, seconds: 0 }
    sum.computed += count.computed
    sum.remembered += count.remembered
    sum.seconds += count.seconds
    into[name] = sum
  }
}

const fatal = (error: HistocorpusError) =>
  error.consequence === 'fatal'
    ? error
    : new FatalError(error.code, error.message, { cause: error })

const tick = (milliseconds: number) =>
  new Promise<'tick'>((resolve) => {
    setTimeout(() => resolve('tick'), milliseconds).unref()
  })
