import { expect, test } from 'vitest'
import * as filters from './index.ts'

test('every filter of the plan comes from here, under a name and version of its own', () => {
  const stages = [
    filters.licenceFilter(),
    filters.rightsFilter(),
    filters.captionQuality(),
    filters.speciesFilter({}),
    filters.stainTagger({}),
  ]
  expect(new Set(stages.map(({ name }) => name)).size).toBe(stages.length)
  for (const { name, version } of stages) expect(version, name).not.toBe('')
})
