import { expect, test } from 'vitest'
import { createMemory } from './memory.ts'
import { defineStage, keep } from './stage.ts'

const doubler = (version: string) => {
  const calls: number[] = []
  const stage = defineStage<number, number>({
    name: 'double',
    version,
    fingerprint: (item) => ({ item }),
    run: (item) => {
      calls.push(item)
      return keep(item * 2)
    },
  })
  return { stage, calls }
}

test('a known output is given back without running the stage', async () => {
  const first = doubler('1')
  const memory = createMemory([], {})
  expect(await memory.run(first.stage, 4)).toEqual({ kind: 'keep', value: 8 })
  const second = doubler('1')
  const again = createMemory(memory.outputs(), {})
  expect(await again.run(second.stage, 4)).toEqual({ kind: 'keep', value: 8 })
  expect(second.calls).toEqual([])
  expect(again.counts()).toMatchObject({ double: { computed: 0, remembered: 1 } })
  expect(again.outputs()).toEqual(memory.outputs())
})

test('another version or another input runs again, and old outputs are forgotten', async () => {
  const memory = createMemory([], {})
  await memory.run(doubler('1').stage, 4)
  const newer = doubler('2')
  const again = createMemory(memory.outputs(), {})
  await again.run(newer.stage, 4)
  await again.run(newer.stage, 5)
  expect(newer.calls).toEqual([4, 5])
  expect(again.outputs().map((o) => o.version)).toEqual(['2', '2'])
})

test('a failing stage is counted and leaves no output', async () => {
  const memory = createMemory([], {})
  const broken = defineStage<number, number>({
    name: 'broken',
    version: '1',
    fingerprint: (item) => item,
    run: () => {
      throw new Error('no')
    },
  })
  await expect(memory.run(broken, 1)).rejects.toThrow('no')
  expect(memory.outputs()).toEqual([])
  expect(memory.counts()).toMatchObject({ broken: { computed: 1 } })
})
