import { z } from 'zod'

/**
 * Where one article lies, as plain JSON that a worker can open. `index` names one of several
 * articles in a wrapper document.
 */
export const ArticleRef = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('folder'),
    directory: z.string(),
    document: z.string(),
    index: z.number().default(0),
  }),
  z.object({
    kind: z.literal('staged'),
    document: z.string(),
    /** Name of the document as the archive gave it. */
    name: z.string(),
    /** Paths of the other members by their name in the archive. */
    files: z.record(z.string(), z.string()),
    index: z.number().default(0),
  }),
  /** A page or a document that stands alone; pictures of a page lie below its folder. */
  z.object({ kind: z.literal('page'), path: z.string() }),
  z.object({ kind: z.literal('pmc'), pmcid: z.string() }),
])
export type ArticleRef = z.input<typeof ArticleRef>
