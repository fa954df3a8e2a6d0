import { describe, expect, test } from 'vitest'
import { readOperation } from './operation.ts'
import { sortParams } from './request.ts'
import { toSearch } from './search.ts'

const read = readOperation('packages.read', 'GET /packages/{owner}/{repo}/')
const create = readOperation('entitlements.create', 'POST /entitlements/{owner}/{repo}/ ?show_tokens,page')
const remove = readOperation('packages.delete', 'DELETE /packages/{owner}/')

test('a GET has a path and a query', () => {
  expect(sortParams(read, { owner: 'acme', repo: 'dev', query: 'name:x', page: 2 })).toEqual({
    path: { owner: 'acme', repo: 'dev' },
    query: { query: 'name:x', page: 2 },
    body: undefined,
  })
})

test('so has a DELETE', () => {
  expect(sortParams(remove, { owner: 'acme', force: true })).toEqual({
    path: { owner: 'acme' },
    query: { force: true },
    body: undefined,
  })
})

test('a POST has a body, and a query where the table says so', () => {
  expect(sortParams(create, { owner: 'acme', repo: 'dev', name: 'token', limit: null, show_tokens: true, page: 0 })).toEqual({
    path: { owner: 'acme', repo: 'dev' },
    query: { show_tokens: true, page: 0 },
    body: { name: 'token', limit: null },
  })
})

test('a field that the method sets goes along, whatever callers say', () => {
  const restore = readOperation('recycleBin.restore', 'P /recycle-bin/{owner}/action/ =action:restore')
  expect(sortParams(restore, { owner: 'acme', identifiers: ['a'], action: 'hard_delete' }).body).toEqual({
    identifiers: ['a'],
    action: 'restore',
  })
})

test('what is undefined is not sent, and nothing to send is no body', () => {
  expect(sortParams(create, { owner: 'acme', repo: 'dev', name: undefined })).toMatchObject({ query: {}, body: undefined })
})

describe('what is one text of several', () => {
  const list = readOperation('packages.list', 'G /packages/{owner}/{repo}/ []+ ,sort')
  const upload = readOperation('packages.upload.npm', 'P /packages/{owner}/upload/npm/ ,tags')

  test('takes an array, in the query and in the body, and the text itself', () => {
    expect(sortParams(list, { sort: ['name', '-date'] }).query).toEqual({ sort: 'name,-date' })
    expect(sortParams(list, { sort: 'name,-date' }).query).toEqual({ sort: 'name,-date' })
    expect(sortParams(upload, { tags: ['beta', 'next'] }).body).toEqual({ tags: 'beta,next' })
    expect(sortParams(upload, { tags: null }).body).toEqual({ tags: null })
  })

  test('is left out where the array is empty: the service takes no empty text', () => {
    expect(sortParams(upload, { tags: [], package_file: 'a' }).body).toEqual({ package_file: 'a' })
  })

  test('has no part that would be two', () => {
    expect(() => sortParams(upload, { tags: ['beta,next'] })).toThrow('tags cannot contain a comma')
  })
})

test('other arrays of a query are repeated, and a Date is told as ISO 8601', () => {
  const logs = readOperation('logs', 'G /logs/')
  const params = { package_format: ['NPM', 'DEB'], started_after: new Date(0) }
  expect(toSearch(sortParams(logs, params).query)).toBe(
    '?package_format=NPM&package_format=DEB&started_after=1970-01-01T00%3A00%3A00.000Z',
  )
})

test.each([null, [], 'acme', 5])('parameters are an object, not %j', (params) => {
  expect(() => sortParams(read, params as never)).toThrow('packages.read takes its parameters as an object.')
})
