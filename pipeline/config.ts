import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { FatalError } from './errors.ts'

/** One setting: its schema (with default), the environment variable that sets it, one line of help. */
const field = <T extends z.ZodType>(schema: T, env: string, help: string) => ({ schema, env, help })

const flagText = z.stringbool({ truthy: ['1', 'true', 'yes'], falsy: ['', '0', 'false', 'no'] })

/** Every setting of the product. No other file reads the environment. */
export const fields = {
  redisUrl: field(
    z.string().url().optional(),
    'REDIS_URL',
    'Redis for `--queue bullmq` and `work`',
  ),
  workers: field(
    z.coerce.number().int().min(1).default(availableParallelism()),
    'HISTOCORPUS_WORKERS',
    'worker processes of the local queue',
  ),
  attempts: field(
    z.coerce.number().int().min(1).default(3),
    'HISTOCORPUS_ATTEMPTS',
    'tries before an article counts as failed',
  ),
  models: field(
    z.string().optional(),
    'HISTOCORPUS_MODELS',
    'folder with a manifest.json of models',
  ),
  pmcUrl: field(
    z.string().url().default('https://pmc-oa-opendata.s3.amazonaws.com'),
    'HISTOCORPUS_PMC_URL',
    'base URL of the PMC Cloud Service',
  ),
  eutilsUrl: field(
    z.string().url().default('https://eutils.ncbi.nlm.nih.gov/entrez/eutils'),
    'HISTOCORPUS_EUTILS_URL',
    'base URL of the E-utilities',
  ),
  ncbiKey: field(
    z.string().optional(),
    'NCBI_API_KEY',
    'E-utilities key: 10 requests/s instead of 3',
  ),
  contact: field(z.string().optional(), 'HISTOCORPUS_CONTACT', 'mail address sent with requests'),
  logLevel: field(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('warn'),
    'HISTOCORPUS_LOG',
    'log level on stderr',
  ),
  noColour: field(flagText.default(false), 'NO_COLOR', 'no colours on the terminal'),
} as const

export type Config = { [K in keyof typeof fields]: z.infer<(typeof fields)[K]['schema']> }

/** Reads the settings. @throws FatalError `E_CONFIG` naming the variable and what it accepts. */
export const readConfig = (environment: NodeJS.ProcessEnv = process.env): Config => {
  const entries = Object.entries(fields).map(([name, { schema, env, help }]) => {
    const raw = environment[env]
    const parsed = schema.safeParse(raw === '' ? undefined : raw)
    if (!parsed.success)
      throw new FatalError('E_CONFIG', `${env} (${help}): ${z.prettifyError(parsed.error)}`)
    return [name, parsed.data]
  })
  return Object.fromEntries(entries) as Config
}
