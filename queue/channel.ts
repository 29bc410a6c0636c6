/** Values pushed on one side, iterated on the other; several readers share them. */
export interface Channel<T> extends AsyncIterable<T> {
  push(value: T): void
  /** Readers get what is there, then end; with an error they throw it instead. */
  end(error?: Error): void
  /** Forgets what nobody has read yet. */
  clear(): void
}

export const createChannel = <T>(): Channel<T> => {
  const values: T[] = []
  const waiting: (() => void)[] = []
  let ended = false
  let failure: Error | undefined

  const next = async (): Promise<IteratorResult<T, undefined>> => {
    for (;;) {
      if (values.length > 0) return { done: false, value: values.shift() as T }
      if (failure) throw failure
      if (ended) return { done: true, value: undefined }
      await new Promise<void>((wake) => waiting.push(wake))
    }
  }
  return {
    push(value) {
      if (ended) return
      values.push(value)
      waiting.shift()?.()
    },
    end(error) {
      failure ??= error
      ended = true
      for (const wake of waiting.splice(0)) wake()
    },
    clear() {
      values.length = 0
    },
    [Symbol.asyncIterator]: () => ({ next }),
  }
}
