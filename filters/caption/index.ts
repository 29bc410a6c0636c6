import { defineStage, drop, flag, keep } from '../../pipeline/stage.ts'
import { describingWords, namesStain, withoutNotices } from './content.ts'
import { readLanguage } from './language.ts'
import { namesNoTissue } from './material.ts'

export interface CaptionItem {
  caption: string
  /** Language the article states, as its source writes it (`en`, `EN`, `eng`, `pt-BR`), or null. */
  language: string | null
}

export interface CaptionQualityOptions {
  /** ISO 639-1 codes of the languages to keep. */
  languages?: string[]
}

/**
 * Drops captions that say nothing. Short is no fault: `Normal colon` and `H&E, ×200` describe a
 * panel; `(A)` and `Scale bar, 50 µm` do not. Flags what names cells and no tissue. The value has
 * the length in characters and the language: the one read from the words, else the article's, else
 * English.
 */
export const captionQuality = ({ languages = ['en'] }: CaptionQualityOptions = {}) => {
  const kept = [...new Set(languages)].sort()
  return defineStage<CaptionItem, { length: number; language: string }>({
    name: 'caption-quality',
    version: `3:${kept.join('+')}`,
    fingerprint: ({ caption, language }) => ({ caption, language }),
    run({ caption, language }) {
      const says = withoutNotices(caption)
      if (describingWords(says).length === 0 && !namesStain(says))
        return describingWords(caption).length > 0
          ? drop('caption_boilerplate')
          : drop('caption_too_short')
      const found = readLanguage(caption) ?? stated(language) ?? 'en'
      if (!kept.includes(found)) return drop('caption_language')
      const value = { length: caption.length, language: found }
      return namesNoTissue(caption) ? flag(value, 'not_tissue', 0.5) : keep(value)
    },
  })
}

const threeLetters: Record<string, string> = {
  eng: 'en',
  deu: 'de',
  ger: 'de',
  fra: 'fr',
  fre: 'fr',
  spa: 'es',
  por: 'pt',
  ita: 'it',
  rus: 'ru',
  zho: 'zh',
  chi: 'zh',
  jpn: 'ja',
}

const stated = (language: string | null): string | null => {
  const code = language?.trim().toLowerCase().split(/[-_]/, 1)[0] ?? ''
  return /^[a-z]{2}$/.test(code) ? code : (threeLetters[code] ?? null)
}
