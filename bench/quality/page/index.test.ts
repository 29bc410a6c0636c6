import { expect, test } from 'vitest'
import { html } from '../../../report/html.ts'
import { renderErrors, worstOf } from './index.ts'

const finding = (title: string, severity: number, kind?: string) => ({
  ...{ title, severity },
  ...(kind !== undefined && { kind }),
  body: async () => html`<p>${title}</p>`,
})

test('some of each confusion are shown before more of the worst one', () => {
  const many = Array.from({ length: 40 }, (_, index) => finding(`a${index}`, 100 - index, 'a'))
  const shown = worstOf([...many, finding('b', 1, 'b'), finding('alone', 0.5)])
  expect(shown).toHaveLength(25)
  expect(shown.map(({ title }) => title).slice(0, 8)).toEqual([
    'a0',
    'a1',
    'a2',
    'a3',
    'a4',
    'b',
    'alone',
    'a5',
  ])
})

test('titles and captions of other people are escaped', async () => {
  const result = {
    rows: [],
    split: 'dev',
    findings: [finding('<script>x</script>', 1)],
    confusions: {},
  }
  const task = { name: 'splitter', about: 'x', run: async () => result }
  const page = await renderErrors([{ task, result }], 'npm run quality')
  expect(page).not.toContain('<script>')
  expect(page).toContain('&lt;script&gt;x')
})
