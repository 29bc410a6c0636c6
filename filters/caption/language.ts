/**
 * Languages by their commonest function words, which captions of more than a few words cannot do
 * without. Words that two of these languages share are left out.
 */
const functionWords: Record<string, string> = {
  en: 'the of and with in from is are was were by for which showing shows at to this that after as both stained',
  de: 'der die das und mit den dem des im ist sind eine einer eines von zum zur bei nach durch auf nicht werden wurde zeigt sowie färbung',
  fr: 'les des du une dans avec et est sont par pour sur aux ces cette montrant chez après entre coupe coloration',
  es: 'los las del una con el en por para se que tinción entre muestra células son según tejido corte aumento',
  pt: 'os das dos uma com da do no na em e o coloração células são pela pelo entre mostrando aumento tecido corte',
  it: 'il gli della delle dei con nel nella una che sono colorazione cellule dal dalla per di ingrandimento',
  nl: 'het een van en met zijn door voor bij deze naar niet kleuring werd',
  pl: 'oraz się przez jest barwienie komórki powiększenie',
  tr: 've ile bir bu olan için boyama görülmektedir hücreleri büyütme',
}

const scripts: [string, RegExp][] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['fa', /[\u067e\u0686\u06af]/gu],
  ['th', /\p{Script=Thai}/gu],
  ['he', /\p{Script=Hebrew}/gu],
]

const known = Object.entries(functionWords).map(
  ([language, words]) => [language, new Set(words.split(' '))] as const,
)

/** Language of a text as an ISO 639-1 code, or null when too little speaks for any. */
export const readLanguage = (text: string): string | null => {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  for (const [language, pattern] of scripts)
    if ((text.match(pattern)?.length ?? 0) > 0.3 * letters) return language
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const counts = known
    .map(([language, set]) => ({ language, count: words.filter((word) => set.has(word)).length }))
    .sort((a, b) => b.count - a.count)
  const [best, second] = counts
  if (!best || !second || best.count < 2 || best.count < 1.5 * second.count) return null
  // Names and symbols look like short words of many languages: ask for more than two of them.
  const enough = best.language === 'en' || best.count >= 4 || best.count >= 0.2 * words.length
  return enough && best.count >= 0.06 * words.length ? best.language : null
}
