import { expect, test } from 'vitest'
import { type Platform, runtimeOf, variableOf } from './runtime.ts'

const browser = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36' }

test.each<[string, string | undefined, string | undefined]>([
  ['Node', 'Node.js/24', 'node/24'],
  ['Bun', 'Bun/1.3.0', 'bun/1.3.0'],
  ['Deno', 'Deno/2.5.0', 'deno/2.5.0'],
  ['Workers', 'Cloudflare-Workers', 'cloudflare-workers'],
  ['a browser', browser.userAgent, undefined],
  ['what has no name', undefined, ''],
])('%s', (_, userAgent, name) => {
  expect(runtimeOf(userAgent === undefined ? {} : { navigator: { userAgent } })).toBe(name)
})

test('this is Node', () => {
  expect(runtimeOf()).toBe(`node/${process.versions.node.split('.')[0]}`)
})

test('a variable is read without its white space, and never in a browser', () => {
  const env = { KEY: ' key\n', EMPTY: ' ' }
  const server: Platform = { process: { env } }

  expect(variableOf('KEY', server)).toBe('key')
  expect(variableOf('EMPTY', server)).toBeUndefined()
  expect(variableOf('MISSING', server)).toBeUndefined()
  expect(variableOf('KEY', {})).toBeUndefined()
  expect(variableOf('KEY', { process: { env }, navigator: browser })).toBeUndefined()
  expect(variableOf('KEY', { process: { env } })).toBe('key')
})

test('an environment that may not be read holds nothing', () => {
  const env = new Proxy<Record<string, string>>(
    {},
    {
      get: () => {
        throw new Error('NotCapable')
      },
    },
  )
  expect(variableOf('KEY', { process: { env } })).toBeUndefined()
})
