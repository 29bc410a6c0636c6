/** `PMC123` or `PMC123.2`; a bare number as Entrez writes it. */
const idPattern = /^(?:PMC)?(\d{1,12})(\.\d{1,4})?$/i

/** The id in the spelling of the bucket, or null when it is none. */
export const normalisePmcid = (text: string): string | null => {
  const match = idPattern.exec(text.trim())
  return match ? `PMC${match[1]}${match[2] ?? ''}` : null
}
