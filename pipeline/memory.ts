import { inputHash } from './ids.ts'
import type { RememberedOutput, StageCount } from './record.ts'
import type { Stage, StageContext, Verdict } from './stage.ts'

/**
 * Runs stages for one article and remembers what they gave. An output is known by stage, version
 * and input hash, so an article that comes again computes only what an upgrade has changed.
 */
export interface Memory {
  run<In, Out>(stage: Stage<In, Out>, item: In): Promise<Verdict<Out>>
  /** Every output that this walk used, in a stable order: forgotten ones are left behind. */
  outputs(): RememberedOutput[]
  counts(): Record<string, StageCount>
}

export const createMemory = (
  known: readonly RememberedOutput[],
  context: StageContext,
  now: () => number = () => performance.now(),
): Memory => {
  const key = (stage: string, version: string, input: string) => `${stage}\n${version}\n${input}`
  const before = new Map(known.map((o) => [key(o.stage, o.version, o.input), o.verdict]))
  const used = new Map<string, RememberedOutput>()
  const counts: Record<string, StageCount> = {}

  const countOf = (name: string): StageCount => {
    const count = counts[name] ?? { computed: 0, remembered: 0, seconds: 0 }
    counts[name] = count
    return count
  }

  return {
    async run<In, Out>(stage: Stage<In, Out>, item: In): Promise<Verdict<Out>> {
      context.signal?.throwIfAborted()
      const input = inputHash(stage.fingerprint(item))
      const id = key(stage.name, stage.version, input)
      const count = countOf(stage.name)
      const earlier = used.get(id)?.verdict ?? before.get(id)
      if (earlier !== undefined) {
        count.remembered += 1
        used.set(id, { stage: stage.name, version: stage.version, input, verdict: earlier })
        return earlier as Verdict<Out>
      }
      const start = now()
      try {
        const verdict = await stage.run(item, context)
        used.set(id, { stage: stage.name, version: stage.version, input, verdict })
        return verdict
      } finally {
        count.computed += 1
        count.seconds += (now() - start) / 1000
      }
    },
    outputs: () => [...used.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, o]) => o),
    counts: () => counts,
  }
}
