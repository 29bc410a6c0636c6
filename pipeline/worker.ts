import { z } from 'zod'
import { openArticle } from '../sources/open.ts'
import { openPmc } from '../sources/pmc/index.ts'
import { ArticleRef } from '../sources/ref.ts'
import { folderStore } from '../store/folder.ts'
import { walkArticle } from './article.ts'
import { createMemory } from './memory.ts'
import { createPlan, type Plan } from './plan.ts'
import { type ArticleRecord, RememberedOutput } from './record.ts'

/** What every job of a run carries beside its article. */
export const Setting = z.object({
  /** Folder of the store: the same path on every machine that works. */
  store: z.string(),
  /** Folder for downloads that are resumed. */
  cache: z.string(),
  licences: z.array(z.enum(['commercial', 'share_alike', 'noncommercial', 'forbidden', 'unknown'])),
  models: z.string().optional(),
  /** SPDX id that an operator vouches for, for documents that state no licence. */
  licence: z.string().optional(),
})
export type Setting = z.infer<typeof Setting>

const Payload = z.object({ ref: ArticleRef, setting: Setting, known: z.array(RememberedOutput) })

const plans = new Map<string, Plan>()

export const planOf = ({ licences, models }: Pick<Setting, 'licences' | 'models'>): Plan => {
  const key = JSON.stringify([licences, models])
  const plan =
    plans.get(key) ?? createPlan({ licences, ...(models === undefined ? {} : { models }) })
  plans.set(key, plan)
  return plan
}

/**
 * The work of one job, in a process of its own: opens the article, walks it through the plan and
 * returns its record. Holds nothing between jobs but loaded models.
 */
export const work = async (
  payload: unknown,
  { signal }: { signal: AbortSignal },
): Promise<ArticleRecord> => {
  const { ref, setting, known } = Payload.parse(payload)
  const open = await openArticle(ref, {
    signal,
    openPmc: (pmcid, options) => openPmc(pmcid, { ...options, cache: setting.cache }),
    ...(setting.licence === undefined ? {} : { licence: setting.licence }),
  })
  try {
    return await walkArticle(open, {
      plan: planOf(setting),
      memory: createMemory(known, { signal }),
      store: folderStore(setting.store),
    })
  } finally {
    await open.close()
  }
}
