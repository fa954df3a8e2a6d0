import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { jumpingClock } from '../../test/support/clock.ts'
import { answering, json } from '../../test/support/transport.ts'
import { Cloudsmith } from '../cloudsmith.ts'
import type { CloudsmithOptions } from '../options.ts'
import type { RequestEvent } from './hooks.ts'

const secret = 'k3y-that-nobody-may-read'
const at = { owner: 'acme', repo: 'dev', identifier: 'abc' }
const events = ['onRequest', 'onResponse', 'onRetry', 'onError'] as const

function watching(answers: (Response | Error)[], options: CloudsmithOptions = {}) {
  const heard: { name: string; event: RequestEvent & { status?: number; error?: Error } }[] = []
  const hooks = Object.fromEntries(events.map((name) => [name, (event: RequestEvent) => heard.push({ name, event })]))
  const { fetch } = answering(...answers)
  const cloudsmith = new Cloudsmith({ apiKey: secret, fetch, clock: jumpingClock(), ...hooks, ...options })
  return { cloudsmith, heard, names: () => heard.map(({ name }) => name) }
}

test('every attempt, every wait and the answers are told, in their order', async () => {
  const { cloudsmith, heard, names } = watching([json(503, {}), new TypeError('reset'), json(200, { name: 'ms' })])
  await cloudsmith.packages.read(at)

  expect(names()).toEqual(['onRequest', 'onResponse', 'onRetry', 'onRequest', 'onRetry', 'onRequest', 'onResponse'])
  expect(heard.map(({ event }) => event.attempt)).toEqual([1, 1, 1, 2, 2, 3, 3])
  const { call } = heard[0]?.event ?? { call: 0 }
  expect(call).toBeGreaterThan(0)
  for (const { event } of heard) {
    const url = 'https://api.cloudsmith.io/packages/acme/dev/abc/'
    expect(event).toMatchObject({ call, operation: 'packages.read', method: 'GET', url })
  }
  expect(heard[2]?.event).toMatchObject({ status: 503, delay: expect.any(Number) })
  expect(heard[4]?.event).toMatchObject({ error: { name: 'ConnectionError' }, status: undefined })
})

test.each([
  ['a refusal', json(404, {}), { status: 404, error: undefined }],
  ['no answer', new TypeError('reset'), { status: undefined, error: expect.any(Error) }],
])('a call that fails for good is told once: %s', async (_, answer, expected) => {
  const { cloudsmith, heard } = watching([answer], { retries: 0 })
  await cloudsmith.packages.read(at).catch(() => {})

  const failures = heard.filter(({ name }) => name === 'onError')
  expect(failures).toHaveLength(1)
  expect(failures[0]?.event).toMatchObject({ ...expected, duration: expect.any(Number) })
})

test.each<[string, Response, (cloudsmith: Cloudsmith) => Promise<unknown>]>([
  ['an answer that is not what was promised', json(200, null), ({ packages }) => packages.read(at)],
  [
    'a list that tells of fewer rows than it sends',
    json(200, [{}, {}], { 'X-Pagination-Count': '1', 'X-Pagination-PageSize': '30', 'X-Pagination-Page': '1' }),
    ({ packages }) => packages.list(at),
  ],
  [
    'a list that returns the same rows again and again',
    json(200, [{ slug_perm: 'a' }], { 'X-Pagination-PageTotal': '9' }),
    ({ packages }) => packages.list(at).toArray(),
  ],
  [
    'a raw answer that is not JSON',
    new Response('<html>'),
    ({ v1 }) => v1.GET('/packages/{owner}/{repo}/', { params: { path: { owner: 'acme', repo: 'dev' } } }),
  ],
  [
    'a download of other bytes',
    new Response('others'),
    async (cloudsmith) =>
      (await cloudsmith.download({ cdn_url: 'https://dl.cloudsmith.io/a', filename: 'a', checksum_sha256: 'ab' })).blob(),
  ],
])('a call that fails after its answer has come is told once, with the error that is thrown: %s', async (_, answer, ask) => {
  const { cloudsmith, heard } = watching([answer])
  const error = await ask(cloudsmith).catch((reason: unknown) => reason)

  expect(error).toBeInstanceOf(Error)
  const failures = heard.filter(({ name }) => name === 'onError')
  expect(failures.map(({ event }) => event.error)).toEqual([error])
  expect(failures[0]?.event).toMatchObject({ status: 200, duration: expect.any(Number), call: heard.at(-2)?.event.call })
})

test('calls can be told apart, and events cannot be changed', async () => {
  const { cloudsmith, heard } = watching([json(200, { name: 'ms' })])
  await Promise.all([cloudsmith.packages.read(at), cloudsmith.packages.read(at)])

  expect(new Set(heard.map(({ event }) => event.call)).size).toBe(2)
  for (const { event } of heard) expect(Object.isFrozen(event)).toBe(true)
})

test('a hook that throws, now or later, breaks no call', async () => {
  const broken = () => {
    throw new Error('broken')
  }
  const later = async () => {
    throw new Error('broken later')
  }
  const { cloudsmith } = watching([json(503, {}), json(200, { name: 'ms' })], {
    onRequest: broken,
    onResponse: later,
    debug: broken,
  })
  expect(await cloudsmith.packages.read(at)).toEqual({ name: 'ms' })
})

test('debug: true writes to the standard error stream, where it is in nobody’s way', async () => {
  const write = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => write.mockRestore())
  const { cloudsmith } = watching([json(200, { name: 'ms' })], { debug: true })
  await cloudsmith.packages.read(at)
  expect(write.mock.calls.map(([line]) => String(line).replace(/#\d+/, '#'))).toEqual([
    'cloudsmith #.1 packages.read: GET https://api.cloudsmith.io/packages/acme/dev/abc/',
    expect.stringMatching(/^cloudsmith #.1 packages.read: 200 after \d+ ms$/),
  ])
})

describe('nothing that is told holds a credential', () => {
  test.each<[string, CloudsmithOptions]>([
    ['events', {}],
    ['lines', { debug: true }],
  ])('%s', async (_, options) => {
    const lines: string[] = []
    const debug = options.debug === true ? (line: string) => void lines.push(line) : false
    const { cloudsmith, heard } = watching([json(503, {}), json(403, { detail: 'No.' })], { debug })
    await cloudsmith.packages.read(at).catch(() => {})

    expect(JSON.stringify([heard, lines])).not.toContain(secret)
    if (options.debug === true) {
      expect(lines.join('\n').replaceAll(/#\d+|\d+ ms/g, '#')).toBe(
        [
          'cloudsmith #.1 packages.read: GET https://api.cloudsmith.io/packages/acme/dev/abc/',
          'cloudsmith #.1 packages.read: 503 after #',
          'cloudsmith #.1 packages.read: status 503, retrying in #',
          'cloudsmith #.2 packages.read: GET https://api.cloudsmith.io/packages/acme/dev/abc/',
          'cloudsmith #.2 packages.read: 403 after #',
          'cloudsmith #.2 packages.read: failed after #: status 403',
        ].join('\n'),
      )
    }
  })
})
