import type { HistocorpusError } from '../pipeline/errors.ts'
import type { ArticleRef } from './ref.ts'

/** What an input names: an article to work on, or something that is none, with its reason. */
export type Listed =
  | {
      kind: 'article'
      /** Stable and machine-independent: relative to its input, `/` between parts. */
      key: string
      input: string
      ref: ArticleRef
      /** Changes when the source changes; null when only opening it can tell. */
      fingerprint: string | null
    }
  | { kind: 'problem'; key: string; input: string; error: HistocorpusError }
