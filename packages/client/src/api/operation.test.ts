import { expect, test } from 'vitest'
import { isIdempotent, readOperation } from './operation.ts'

test.each([
  ['G /a/{b}/', { method: 'GET', path: '/a/{b}/', query: [], hasParams: true, list: undefined }],
  ['G /a/ -', { hasParams: false, list: undefined }],
  ['G /a/ [] -', { hasParams: false, list: { field: undefined, paging: 'none' } }],
  ['G /a/ []+', { hasParams: true, list: { field: undefined, paging: 'page', largest: 500 } }],
  ['G /a/ [results]+', { list: { field: 'results', paging: 'page' } }],
  ['G /a/ [results]+50', { list: { field: 'results', paging: 'page', largest: 50 } }],
  ['G /a/ [results]>', { list: { field: 'results', paging: 'cursor' } }],
  ['P /a/ ?show_tokens,page', { method: 'POST', query: ['show_tokens', 'page'], list: undefined }],
])('%s', (line, operation) => {
  expect(readOperation('a.b', line)).toMatchObject({ name: 'a.b', ...operation })
})

test.each([
  ['GET', '/packages/acme/dev/', true],
  ['PUT', '/repos/acme/dev/privileges', true],
  ['DELETE', '/packages/acme/dev/x/', true],
  ['POST', '/packages/acme/dev/x/copy/', false],
  ['PATCH', '/repos/acme/dev/', false],
  ['GET', '/orgs/{org}/members/{member}/remove/', false],
  ['GET', '/orgs/acme/members/someone/remove/', false],
])('%s %s may be sent twice: %j', (method, path, expected) => {
  expect(isIdempotent(method, path)).toBe(expected)
})
