import { type Config, readConfig } from '../../pipeline/config.ts'
import { type ClientOptions, createClient } from './client.ts'

export interface PmcOptions extends ClientOptions {
  config?: Config
  signal?: AbortSignal
}

/** Base URLs and the client that both listing and opening use. */
export const connect = ({ config = readConfig(), contact, ...options }: PmcOptions) => ({
  config,
  bucket: new URL(config.pmcUrl),
  eutils: new URL(config.eutilsUrl),
  client: createClient({ ...options, contact: contact ?? config.contact }),
})
