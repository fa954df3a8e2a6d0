import { expect, test } from 'vitest'
import { defaultSwitches, type Switches } from '../src/index.ts'
import { expectInReadme } from './readme-table.ts'
import { toldOfSwitch } from './switch-docs.ts'

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
  expectInReadme('switches', [['switch', '', 'values, the default first'], ...rows])
})
