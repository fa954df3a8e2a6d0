import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defaultSwitches, type Switches } from '../src/index.ts'
import { cells, tableOf } from './markdown-table.ts'
import { toldOfSwitch } from './switch-docs.ts'

const readme = new URL('../README.md', import.meta.url)
const part = /(?<=<!-- switches -->\n)[\s\S]*?(?=<!-- \/switches -->)/

/** The possible values, the default first. */
function valuesOf(name: keyof Switches, type: string): string {
  const standard = defaultSwitches[name]
  const words = typeof standard === 'boolean' ? ['true', 'false'] : type.split('|').map((word) => word.trim().replaceAll("'", ''))
  const others = words.filter((word) => word !== String(standard) && word !== 'number')
  return [String(standard), ...others].map((word) => `\`${word === '' ? "''" : word}\``).join(', ')
}

test('the table in the README tells every switch as its docblock does', () => {
  const rows = (Object.keys(defaultSwitches) as (keyof Switches)[]).map((name) => {
    const { text, type } = toldOfSwitch(name)
    expect([name, text]).toEqual([name, expect.stringMatching(/\bDefault: /)])
    return [`\`${name}\``, text, valuesOf(name, type)]
  })
  const table = tableOf([['switch', '', 'values, the default first'], ...rows])
  const text = readFileSync(readme, 'utf8')
  // Run with UPDATE=1 to write it.
  if (process.env.UPDATE)
    writeFileSync(
      readme,
      text.replace(part, () => `\n${table}\n\n`),
    )
  else expect(cells(part.exec(text)?.[0] ?? '')).toEqual(cells(table))
})
