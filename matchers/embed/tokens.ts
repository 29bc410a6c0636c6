import { Tokenizer } from '@huggingface/tokenizers'

/** Ids fixed by trainer/coca/tokenizer.py. */
const [start, end, cls] = [1, 2, 3] as const
export const padding = 0

// Spelled out, since \s differs between Python and JavaScript.
const spaces = /[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/g

/** What every caption goes through before encoding; `clean` in trainer/coca/tokenizer.py. */
export const clean = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(spaces, ' ')
    .replace(/^ | $/g, '')
    .replaceAll('<|', '< |')

/**
 * Captions to ids, equal to Python's to the last one: start, at most `context - 3` tokens, end,
 * CLS. Special tokens in a caption are broken up first, so nobody can forge one.
 */
export const tokenizer = (json: object, context: number): ((text: string) => number[]) => {
  const bpe = new Tokenizer(json, {})
  return (text) => {
    const words = clean(text)
    const { ids } = words === '' ? { ids: [] } : bpe.encode(words, { add_special_tokens: false })
    return [start, ...ids.slice(0, context - 3), end, cls]
  }
}
