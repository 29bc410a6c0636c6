import type { RememberedOutput } from '../pipeline/record.ts'
import { type Db, sql } from './open.ts'

export interface WaitingJob {
  job_id: number
  key: string
  ref: unknown
  attempts: number
}

export interface JobEnd {
  job_id: number
  plan: string | null
  article_id: string | null
  state: 'kept' | 'dropped' | 'flagged' | 'failed'
  reason: string | null
  message: string | null
}

/** What waits, is out, and how it ended. Times are milliseconds since the epoch. */
export const createLedger = (db: Db) => {
  const run = (name: string) => {
    const statement = db.prepare(sql(name))
    return (values: Record<string, unknown> = {}) => statement.run(values)
  }
  const upsert = run('job-upsert')
  const problem = run('job-problem')
  const outdated = run('jobs-outdated')
  const abandoned = run('jobs-abandoned')
  const out = run('job-out')
  const done = run('job-done')
  const again = run('job-again')
  const failure = run('failure-insert')
  const next = db.prepare(sql('job-next'))
  const token = db.prepare(sql('job-token'))
  const counts = db.prepare(sql('job-counts'))
  const nextTime = db.prepare(sql('job-next-time'))
  const outputs = db.prepare(sql('outputs-of-job'))

  return {
    add: (job: { key: string; input: string; ref: unknown; fingerprint: string | null }) =>
      upsert({ ...job, ref: JSON.stringify(job.ref) }).changes,
    addProblem: (item: { key: string; input: string; code: string; message: string }) =>
      problem(item),
    /** @returns how many articles an upgrade made wait again. */
    outdate: (plan: string) => outdated({ plan }).changes,
    recover: () => abandoned().changes,
    next: (limit: number, now: number): WaitingJob[] =>
      (next.all({ limit, now }) as (Omit<WaitingJob, 'ref'> & { ref: string })[]).map((row) => ({
        ...row,
        ref: JSON.parse(row.ref) as unknown,
      })),
    out: (job_id: number, attempt: string) => out({ job_id, token: attempt }),
    done: (end: JobEnd) => done({ ...end }),
    again: (job_id: number, counted: boolean, not_before: number) =>
      again({ job_id, counted: counted ? 1 : 0, not_before }),
    fail: (entry: {
      job_id: number
      at: string
      consequence: string
      code: string
      message: string
    }) => failure(entry),
    current: (job_id: number) =>
      token.get({ job_id }) as
        | { key: string; token: string | null; attempts: number; status: string }
        | undefined,
    counts: () =>
      counts.all() as { status: 'waiting' | 'out' | 'done'; state: string | null; count: number }[],
    nextTime: () => (nextTime.get() as { at: number | null }).at,
    known: (job_id: number): RememberedOutput[] =>
      (outputs.all({ job_id }) as (Omit<RememberedOutput, 'verdict'> & { verdict: string })[]).map(
        (row) => ({ ...row, verdict: JSON.parse(row.verdict) as unknown }),
      ),
  }
}

export type Ledger = ReturnType<typeof createLedger>

/** Failed articles that may be tried again, at most `limit`, only those with `code` when given. */
export const failedJobs = (
  db: Db,
  { code = null, limit = -1 }: { code?: string | null; limit?: number },
) =>
  db.prepare(sql('retry-select')).all({ code, limit }) as {
    job_id: number
    key: string
    code: string
    message: string
  }[]

export const retryJobs = (db: Db, ids: readonly number[]) => {
  const statement = db.prepare(sql('retry-job'))
  db.transaction(() => {
    for (const job_id of ids) statement.run({ job_id })
  })()
}
