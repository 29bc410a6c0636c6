import { expect, test } from 'vitest'
import { byFirstLetter } from './alternatives.ts'

test('the same words are found, grouped or not', () => {
  const source = 'liver|lung(?:s|e)?|[Ll]oin|a\\|b|(?:sub)?skin|(?:x|y)z|ear|l?imb'
  const words = 'liver lung lungs Loin a|b skin subskin yz ear limb imb kidney'.split(' ')
  const [plain, grouped] = [source, byFirstLetter(source)].map(
    (text) => new RegExp(`^(?:${text})$`),
  )
  expect(words.map((word) => grouped?.test(word))).toEqual(words.map((word) => plain?.test(word)))
})
