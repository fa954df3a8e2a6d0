import { expect, test } from 'vitest'
import { createFaults } from './faults.ts'

const hits = (path: string, asked: string): boolean => {
  const { faults, take } = createFaults()
  faults.add({ path, status: 503 })
  return take({ operation: undefined, method: 'GET', path: asked }) !== undefined
}

test.each([
  ['/packages/acme/', '/packages/acme/', true],
  ['/packages/acme/', '/packages/acme/dev/', false],
  ['/packages/acme/*', '/packages/acme/dev/x/copy/', true],
  ['/packages/acme/*', '/packages/acme/', true],
  ['/packages/acme/*', '/repos/packages/acme/', false],
  ['/packages/*/copy/', '/packages/acme/dev/x/copy/', true],
  ['/packages/*/copy/', '/packages/acme/dev/x/move/', false],
  ['*', '/', true],
  ['/v2/.*', '/v2/x', false],
])('a fault at %s and a request to %s: %j', (path, asked, isHit) => {
  expect(hits(path, asked)).toBe(isHit)
})

test('a path that is made to be slow is looked through once, where a regular expression would never come to an end', () => {
  expect(hits(`${'*a'.repeat(300)}!`, `/${'a'.repeat(50_000)}`)).toBe(false)
})
