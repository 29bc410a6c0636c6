import { createHash } from 'node:crypto'

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex')

/**
 * JSON with sorted keys, so that equal values have equal text whatever order built them.
 * `undefined` members are left out, as JSON does.
 */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  )

/** Hash of a fingerprint: names a remembered output. 32 hex characters. */
export const inputHash = (fingerprint: unknown): string =>
  sha256(canonicalJson(fingerprint)).slice(0, 32)

/** Content-derived id: a prefix that says what it is and 24 hex characters of the parts' hash. */
export const contentId = (prefix: string, ...parts: readonly unknown[]): string =>
  `${prefix}_${sha256(canonicalJson(parts)).slice(0, 24)}`

export const panelId = (figureId: string, bbox: readonly number[]): string =>
  contentId('panel', figureId, bbox)

export const subCaptionId = (figureId: string, ordinal: number, spans: unknown): string =>
  contentId('sub', figureId, ordinal, spans)
