import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { prettyJson, tokensOf } from '../../page/json.ts'
import { linkTo, parseHash } from '../../page/route.ts'
import { partsOf } from '../../page/unseen.ts'
import { snippets } from '../../page/views/snippets.ts'
import { count, duration, moment, size } from '../../page/words.ts'

test('an address that is made is read as it was', () => {
  const hash = linkTo(['packages', 'a/b?c#d%'], { query: 'name:"x" & y?', page: undefined, repository: '' })
  const { path, query } = parseHash(hash)
  expect(path).toEqual(['packages', 'a/b?c#d%'])
  expect([...query]).toEqual([['query', 'name:"x" & y?']])
  expect(parseHash('').path).toEqual([])
  expect(parseHash('#/%zz').path).toEqual([])
})

test.each([
  ['lodash', 'lodash'],
  ['a\u202Egpj.exe', 'a[U+202E]gpj.exe'],
  ['a\u0000\u200Bb', 'a[U+0000][U+200B]b'],
  ['line\nbreak', 'line[U+000A]break'],
  ['\u{E0041}tag', '[U+E0041]tag'],
  ['עברית و العربية 日本語 é', 'עברית و العربية 日本語 é'],
])('what nobody sees in %j is shown by its number', (text, shown) => {
  const parts = partsOf(text).map(({ text: part, isUnseen }) => (isUnseen ? `[${part}]` : part))
  expect(parts.join('')).toBe(shown)
})

test('in a text of several lines, lines stay lines', () => {
  expect(partsOf('a\n\tb\u001b[0m', true)).toEqual([
    { text: 'a\n\tb', isUnseen: false },
    { text: 'U+001B', isUnseen: true },
    { text: '[0m', isUnseen: false },
  ])
})

test('JSON is laid out and taken apart without losing anything; what is cut off stays as it is', () => {
  const pretty = prettyJson('{"a":[1,true,null,"x\\"y:"],"b":-1.5e3}') ?? ''
  expect(
    tokensOf(pretty)
      .map(({ text }) => text)
      .join(''),
  ).toBe(pretty)
  expect(tokensOf(pretty).filter(({ kind }) => kind !== 'mark')).toEqual([
    { kind: 'name', text: '"a"' },
    { kind: 'word', text: '1' },
    { kind: 'word', text: 'true' },
    { kind: 'word', text: 'null' },
    { kind: 'text', text: '"x\\"y:"' },
    { kind: 'name', text: '"b"' },
    { kind: 'word', text: '-1500' },
  ])
  expect(prettyJson('{"a":[1,')).toBeUndefined()
  expect(prettyJson('a=b')).toBeUndefined()
})

test('sizes, durations, counts and moments are told as people read them', () => {
  expect([0, 999, 1000, 12_345, 1_500_000_000].map(size)).toEqual(['0 B', '999 B', '1.0 kB', '12 kB', '1.5 GB'])
  expect([null, 0.4, 12.3, 1500].map(duration)).toEqual(['', '0.4 ms', '12 ms', '1.5 s'])
  expect([count(1, 'package'), count(12_000, 'package')]).toEqual(['1 package', '12,000 packages'])
  expect(moment('2026-01-01T12:00:00.123Z')).toBe('2026-01-01 12:00:00')
})

test('snippets name the world, and a key cannot leave its quotes', () => {
  const texts = (world?: string) =>
    snippets({ origin: 'http://127.0.0.1:8787', key: "it's", workspace: 'acme', world }).map(({ text }) => text)
  expect(texts()[0]).toBe("export CLOUDSMITH_API_HOST=http://127.0.0.1:8787\nexport CLOUDSMITH_API_KEY='it'\\''s'")
  expect(texts('job-7')[0]).toContain('http://job-7.localhost:8787')
  expect(texts('job-7')[2]).toContain("--header 'X-Emulator-World: job-7'")
})

test('no source of the page makes markup of a text', () => {
  const folder = new URL('../../page/', import.meta.url)
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
  expect(sources.length).toBeGreaterThan(20)
  for (const name of sources) {
    expect([name, readFileSync(new URL(name, folder), 'utf8')]).toEqual([
      name,
      expect.not.stringMatching(/innerHTML|insertAdjacentHTML|outerHTML|document\.write/),
    ])
  }
})
