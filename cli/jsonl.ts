import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import {
  FatalError,
  type HistocorpusError,
  ItemError,
  toHistocorpusError,
} from '../pipeline/errors.ts'
import { exit } from './exit.ts'

/** Writes one JSON line and waits when the reader is slower. */
export const writeLine = async (value: unknown): Promise<void> => {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`))
    await new Promise((resolve) => process.stdout.once('drain', resolve))
}

/**
 * Answers every JSON line of stdin with one line on stdout, in order. A line that cannot be
 * answered gets `{"id","error":{"code","message"}}` and the exit code 3; the others go on.
 */
export const answerLines = async <T extends { id: unknown }>(
  schema: z.ZodType<T>,
  answer: (item: T) => Promise<object>,
  input: Readable = process.stdin,
): Promise<void> => {
  if (process.stdin.isTTY && input === process.stdin)
    throw new FatalError('E_USAGE', 'give JSON Lines on standard input (see --help for an example)')
  let number = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (line.trim() === '') continue
    let id: unknown = null
    try {
      const value = parseLine(line, number)
      id = (value as { id?: unknown } | null)?.id ?? null
      await writeLine({ id, ...(await answer(check(schema, value, number))) })
    } catch (thrown) {
      await writeError({ id }, toHistocorpusError(thrown))
    }
  }
}

/** Reports a failed item in its place. @throws the error itself when nothing further can succeed. */
export const writeError = async (item: object, error: HistocorpusError): Promise<void> => {
  if (error.consequence === 'fatal') throw error
  process.exitCode = exit.items
  await writeLine({ ...item, error: { code: error.code, message: error.message } })
}

const parseLine = (line: string, number: number): unknown => {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new ItemError('E_JSON', `line ${number} is not JSON`, { cause })
  }
}

const check = <T>(schema: z.ZodType<T>, value: unknown, number: number): T => {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new ItemError('E_INPUT', `line ${number}: ${z.prettifyError(parsed.error)}`)
}
