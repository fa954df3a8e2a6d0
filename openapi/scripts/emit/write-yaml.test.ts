import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { writeYaml } from './write-yaml.ts'

test('YAML 1.1 parsers read strings as strings', () => {
  const value = { operators: ['=', '<<', '<', 'Off', 'yes', '1_000'] }
  const text = writeYaml(value)

  expect(text).toContain('- "="\n')
  expect(text).toContain('- "<<"\n')
  expect(parse(text, { version: '1.1' })).toEqual(value)
})
