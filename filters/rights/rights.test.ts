import { expect, test } from 'vitest'
import { rightsFilter } from './index.ts'

test('words about somebody else’s rights flag the figure and travel with it', () => {
  expect(rightsFilter().run({ third_party: 'reproduced with permission' }, {})).toEqual({
    kind: 'flag',
    value: { third_party: 'reproduced with permission' },
    reason: 'third_party_rights',
    score: 0.5,
  })
  expect(rightsFilter().run({ third_party: null }, {})).toMatchObject({ kind: 'keep' })
})
