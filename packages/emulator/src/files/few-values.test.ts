import { describe, expect, test } from 'vitest'
import { toBytes } from '../format/archive-writers.ts'
import { parseControl } from '../formats/deb/control.ts'
import { parseErlangTerms } from '../formats/hex/erlang-terms.ts'
import { parseLuaAssignments } from '../formats/luarocks/lua-values.ts'
import { parseHeaders } from '../formats/p2/manifest-file.ts'
import { defaultLimits, withLimits } from './limits.ts'
import { parseStanza } from './stanza.ts'
import { parseTomlTable } from './toml.ts'
import { parseJson } from './tree.ts'
import { parseXml } from './xml.ts'
import { parseYaml } from './yaml.ts'

const times = (text: string, count: number) => text.repeat(count)

/** Parsers of a list with the given number of values. */
const parsers: Readonly<Record<string, (count: number) => unknown>> = {
  JSON: (count) => parseJson(toBytes(`[${times('0,', count - 1)}0]`), 'a.json'),
  'JSON of objects': (count) => parseJson(toBytes(`[${times('{},', count - 1)}{}]`), 'a.json'),
  TOML: (count) => parseTomlTable(toBytes(`a = [${times('0,', count)}]`), 'a.toml'),
  YAML: (count) => parseYaml(toBytes(`a:\n${times('- x\n', count)}`), 'a.yaml'),
  XML: (count) => parseXml(toBytes(`<a>${times('<b/>', count)}</a>`), 'a'),
  'attributes of XML': (count) => parseXml(toBytes(`<a>${times('<b c="d"/>', count)}</a>`), 'a'),
  metadata: (count) => parseStanza(times('a: b\n', count + 1)),
  'a control file': (count) => parseControl(`A: ${times('b, ', count)}c\n`, 'a'),
  'a bundle’s manifest': (count) => parseHeaders(toBytes(`A: ${times('b,', count)}c\n`)),
  Lua: (count) => parseLuaAssignments(`a = {${times('"x",', count)}}`),
  Erlang: (count) => parseErlangTerms(`[${times('x,', count)}x].`),
}

describe.each(Object.entries(parsers))('%s', (_, parse) => {
  const within = (values: number, count: number) => withLimits({ ...defaultLimits, values }, () => parse(count))

  test('of many values is refused before it is parsed', () => {
    expect(() => within(1_000, 1_001)).toThrow('more than the 1000 values allowed')
  })

  test('of fewer is read', () => {
    expect(() => within(1_000, 300)).not.toThrow()
  })
})

test('what stands in a text of JSON is no value', () => {
  const text = `${times('[{,', 1_000)}\\"[{,`
  const parsed = withLimits({ ...defaultLimits, values: 10 }, () => parseJson(toBytes(`{"a":"${text}","b":1}`), 'a.json'))
  expect(parsed).toMatchObject({ b: 1 })
})
