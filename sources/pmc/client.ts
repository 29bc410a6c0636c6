import { setTimeout } from 'node:timers/promises'
import { Agent, type RequestInit, type Response, fetch as undiciFetch } from 'undici'
import { HistocorpusError, ItemError, RetryError, ThrottledError } from '../../pipeline/errors.ts'
import type { Sleep } from './limiter.ts'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface ClientOptions {
  fetch?: Fetch
  /** Mail address of the operator, sent along so that the service can reach somebody. */
  contact?: string | undefined
  /** Tests wait for nothing. */
  sleep?: Sleep
  random?: () => number
}

export interface Client {
  /**
   * One successful answer: 200 or 206, or one of `accept`. Connection faults, 408, 429 and 5xx are
   * tried again.
   * @throws ThrottledError asked to slow down, too often or for long
   * @throws RetryError the service is ill or unreachable
   * @throws ItemError 403, 404, another refusal, or a redirect to another host
   */
  get(url: URL, options?: GetOptions): Promise<Response>
  /** Waits with full jitter before try number `tries` (from 1), or as long as was asked for. */
  pause(tries: number, asked: number | undefined, signal: AbortSignal | undefined): Promise<void>
}

export interface GetOptions {
  headers?: Record<string, string>
  accept?: number[]
  signal?: AbortSignal | undefined
}

/** Tries of one request: with full jitter from 0.5 s on, 16 s at most. */
export const maxTries = 6
const firstDelay = 0.5
const longestDelay = 30
const maxRedirects = 3

const patient: Sleep = (seconds, signal) => setTimeout(seconds * 1000, undefined, { signal })

let shared: Agent | undefined
/** Keep-alive connections of this process, modest as the service asks. */
const dispatcher = () => {
  shared ??= new Agent({
    connections: 8,
    connect: { timeout: 10_000 },
    headersTimeout: 30_000,
    bodyTimeout: 60_000,
  })
  return shared
}
const politeFetch: Fetch = (url, init) => undiciFetch(url, { ...init, dispatcher: dispatcher() })

/** Seconds that the server asks to wait: a number or a date. */
const retryAfter = (response: Response): number | undefined => {
  const header = response.headers.get('retry-after')
  if (header === null) return undefined
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined
}

const refusal = (url: URL, status: number): ItemError => {
  if (status === 404) return new ItemError('E_PMC_MISSING', `${url.pathname} does not exist`)
  if (status === 403) return new ItemError('E_PMC_FORBIDDEN', `${url.pathname} is not public`)
  return new ItemError('E_PMC_REFUSED', `${url.pathname}: HTTP ${status}`)
}

/** Asks one service modestly: few connections, an identifying agent, patience when it is ill. */
export const createClient = ({
  fetch = politeFetch,
  contact,
  sleep = patient,
  random = Math.random,
}: ClientOptions = {}): Client => {
  const agent = `histocorpus/0.1${contact === undefined ? '' : ` (${contact})`}`

  /** Follows redirects on the same host only: data must not send us elsewhere. */
  const follow = async (url: URL, init: RequestInit): Promise<Response> => {
    let at = url
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      const response = await fetch(at.href, { ...init, redirect: 'manual' })
      const location = response.headers.get('location')
      if (response.status < 300 || response.status === 304 || response.status >= 400)
        return response
      await response.body?.cancel()
      const target = new URL(location ?? '', at)
      if (location === null || target.origin !== url.origin)
        throw new ItemError('E_PMC_REDIRECT', `${url.host} redirects to ${target.host}: refused`)
      at = target
    }
    throw new ItemError('E_PMC_REDIRECT', `${url.host} redirects in circles`)
  }

  /** An answer, or the error that another try may cure. */
  const attempt = async (url: URL, options: GetOptions): Promise<Response | HistocorpusError> => {
    const { headers = {}, accept = [], signal } = options
    const init: RequestInit = { headers: { 'user-agent': agent, ...headers } }
    if (signal) init.signal = signal
    const response = await follow(url, init).catch((cause: unknown) => {
      signal?.throwIfAborted()
      if (cause instanceof HistocorpusError) throw cause
      return new RetryError('E_PMC_UNREACHABLE', `no answer from ${url.host}`, { cause })
    })
    if (response instanceof HistocorpusError) return response
    const { status } = response
    if (status === 200 || status === 206 || accept.includes(status)) return response
    await response.body?.cancel()
    const after = retryAfter(response)
    if (status === 429 || status === 503)
      return new ThrottledError('E_PMC_THROTTLED', `${url.host} asks to slow down`, {
        ...(after !== undefined && { after }),
      })
    if (status === 408 || status >= 500)
      return new RetryError('E_PMC_ILL', `${url.host} answers HTTP ${status}`)
    throw refusal(url, status)
  }

  const pause: Client['pause'] = (tries, asked, signal) =>
    sleep(asked ?? random() * Math.min(longestDelay, firstDelay * 2 ** (tries - 1)), signal)

  return {
    pause,
    async get(url, options = {}) {
      for (let tries = 1; ; tries += 1) {
        const outcome = await attempt(url, options)
        if (!(outcome instanceof HistocorpusError)) return outcome
        const { after } = outcome
        if (tries === maxTries || (after ?? 0) > longestDelay) throw outcome
        await pause(tries, after, options.signal)
      }
    },
  }
}
