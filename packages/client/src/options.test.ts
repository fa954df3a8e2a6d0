import { describe, expect, test, vi } from 'vitest'
import { json } from '../test/support/transport.ts'
import { Cloudsmith } from './cloudsmith.ts'
import { InvalidRequestError } from './errors/index.ts'
import { type CloudsmithOptions, resolveOptions } from './options.ts'

test('the defaults', () => {
  expect(resolveOptions({})).toMatchObject({
    baseUrl: 'https://api.cloudsmith.io',
    limits: {
      timeout: 30_000,
      totalTimeout: Number.POSITIVE_INFINITY,
      retries: 4,
      maxRetryAfter: 60_000,
      deadline: undefined,
      reserve: 0,
      maxResponseBytes: 67_108_864,
    },
  })
})

test.each([
  ['https://api.cloudsmith.io/', 'https://api.cloudsmith.io'],
  ['https://api.cloudsmith.io/v1', 'https://api.cloudsmith.io'],
  ['https://api.cloudsmith.io/v1/', 'https://api.cloudsmith.io'],
  ['https://proxy.example/cloudsmith//', 'https://proxy.example/cloudsmith'],
  ['http://localhost:8080', 'http://localhost:8080'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://127.8.9.1', 'http://127.8.9.1'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
])('baseUrl %s is %s', (baseUrl, resolved) => {
  expect(resolveOptions({ baseUrl }).baseUrl).toBe(resolved)
})

describe('a value that cannot be is told at once', () => {
  test.each<[string, unknown, RegExp]>([
    ['baseUrl', 'api.cloudsmith.io', /baseUrl is not a URL: "api.cloudsmith.io"/],
    ['baseUrl', '', /baseUrl is not a URL/],
    ['clock', {}, /clock must have the methods now\(\) and sleep\(\)/],
    ['onRequest', 'log', /onRequest is not a function/],
    ['onError', {}, /onError is not a function/],
    ['trustedHosts', 'packages.acme.example', /trustedHosts must be a list/],
    ['baseUrl', 5, /baseUrl is not a URL/],
    ['baseUrl', 'https://root:secret@api.cloudsmith.io', /or a credential: pass the credential as apiKey or accessToken/],
    ['baseUrl', 'https://api.cloudsmith.io/?a=b', /must not contain a query/],
    ['baseUrl', 'https://api.cloudsmith.io/#a', /must not contain a query, a fragment/],
    [
      'baseUrl',
      'http://api.cloudsmith.io',
      /baseUrl must be https: http:\/\/api.cloudsmith.io would send the credential in clear/,
    ],
    ['baseUrl', 'http://localhost.evil.example', /must be https/],
    ['baseUrl', 'http://127.0.0.1.evil.example', /must be https/],
    ['baseUrl', 'ftp://localhost', /must be https/],
    ['timeout', 0, /timeout must be a number of at least 1, not 0/],
    ['timeout', -1, /timeout/],
    ['timeout', Number.NaN, /timeout must be a number of at least 1, not NaN/],
    ['timeout', '30', /timeout/],
    ['timeout', null, /timeout/],
    ['retries', -1, /retries must be a number of at least 0, not -1/],
    ['retries', Number.NaN, /retries/],
    ['maxRetryAfter', -1, /maxRetryAfter must be a number of at least 0/],
    ['deadline', new Date(), /deadline must be a number of at least 0/],
    ['deadline', Number.NaN, /deadline/],
    ['reserve', -0.1, /reserve must be a number of at least 0 and below 1, not -0.1/],
    ['reserve', 1, /reserve must be a number of at least 0 and below 1, not 1/],
    ['reserve', '0.5', /reserve/],
    ['maxResponseBytes', 0, /maxResponseBytes must be a number of at least 1, not 0/],
    ['trustedHosts', ['https://acme.example'], /trustedHosts contains "https:\/\/acme.example", which is not a host/],
    ['fetch', 'fetch', /fetch is not a function/],
    ['apiKey', '', /apiKey is empty. Set CLOUDSMITH_API_KEY, or pass apiKey: null to call without a credential/],
    ['apiKey', 5, /apiKey is not a string/],
    ['apiKey', 'key\n', /apiKey contains white space or other characters that no key has/],
    ['apiKey', 'clé', /apiKey contains/],
    ['accessToken', ' ', /accessToken contains white space/],
  ])('%s: %j', (name, value, message) => {
    const make = () => new Cloudsmith({ [name]: value } as CloudsmithOptions)
    expect(make).toThrow(message)
    expect(make).toThrow(InvalidRequestError)
  })

  test('two credentials', () => {
    expect(() => new Cloudsmith({ apiKey: 'a', accessToken: 'b' })).toThrow('not both: the service would use the key only')
  })
})

test('plain http to another machine is a decision', () => {
  expect(resolveOptions({ baseUrl: 'http://cloudsmith.lan', allowInsecureHttp: true }).baseUrl).toBe('http://cloudsmith.lan')
  expect(() => resolveOptions({ baseUrl: 'ftp://cloudsmith.lan', allowInsecureHttp: true })).toThrow('must be https')
})

test('options that are undefined are as good as left out', () => {
  expect(() => new Cloudsmith({ apiKey: undefined, accessToken: undefined, timeout: undefined, fetch: undefined })).not.toThrow()
})

describe('options of one call', () => {
  const fetch = vi.fn(async () => json(200, []))
  const cloudsmith = new Cloudsmith({ fetch })

  test.each([
    [{ timeout: 0 }, /timeout must be a number of at least 1/],
    [{ timeout: Number.NaN }, /timeout/],
    [{ retries: Number.NaN }, /retries must be a number of at least 0/],
    [{ headers: { 'X-A': 'b\r\nX-Evil: yes' } }, /The header "X-A" is too long, or contains characters/],
    [{ headers: { 'X A': 'b' } }, /The header "X A" is too long, or contains characters/],
  ])('%j is told before anything is sent', async (options, message) => {
    await expect(cloudsmith.formats.list(options)).rejects.toThrow(message)
    await expect(cloudsmith.formats.list(options)).rejects.toBeInstanceOf(InvalidRequestError)
    expect(fetch).not.toHaveBeenCalled()
  })
})

test.each([['a-key'], [null], [['a-key']]])('%j is no options, and is not taken for none', (options) => {
  const make = () => new Cloudsmith(options as unknown as CloudsmithOptions)
  expect(make).toThrow(InvalidRequestError)
  expect(make).toThrow('The client takes an options object: new Cloudsmith({ apiKey }).')
})
