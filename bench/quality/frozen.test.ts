import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { rememberingDetector } from './detect.ts'
import { picturesExist } from './gold/pictures.ts'
import { tasks } from './tasks/index.ts'

const data = fileURLToPath(new URL('../../../shared/data', import.meta.url))
const present = picturesExist(data) && existsSync(join(data, 'captions'))
if (!present) console.log(`frozen quality is not measured: no real data in ${data}`)

const Floors = z.object({
  about: z.array(z.string()),
  tasks: z.record(
    z.string(),
    z.object({
      limit: z.number(),
      rows: z.record(
        z.string(),
        z.object({
          least: z.number().optional(),
          most: z.number().optional(),
          measured: z.number(),
        }),
      ),
    }),
  ),
})
const floors = Floors.parse(
  JSON.parse(readFileSync(new URL('floors.json', import.meta.url), 'utf8')),
)
const detect = rememberingDetector(data)

/**
 * Part of the frozen splits, aggregates only: nothing here may print a caption, a picture or an
 * error of a frozen record.
 */
test.skipIf(!present).each(Object.entries(floors.tasks))(
  '%s is no worse than its floor on frozen data',
  async (name, { limit, rows: limits }) => {
    const task = tasks.find((one) => one.name === name)
    const result = await task?.run({ data, part: 'frozen', limit, detect, progress: () => {} })
    const values = new Map(
      result?.rows.map(({ task: row, measure, score }) => [`${row}: ${measure}`, score.value]),
    )
    const regressions = Object.entries(limits).flatMap(([row, { least = -1, most = Infinity }]) => {
      const value = values.get(row) ?? Number.NaN
      return value >= least && value <= most ? [] : `${row} is ${value.toFixed(3)}`
    })
    expect(regressions).toEqual([])
  },
  // Half a minute in all on a free core; far longer where other work has the cores.
  300_000,
)
