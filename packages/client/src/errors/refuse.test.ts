import { describe, expect, test } from 'vitest'
import { start } from '../../test/support/clock.ts'
import { contextOf } from '../../test/support/transport.ts'
import type { RefusedCall } from './explain-refusal.ts'
import {
  ApiError,
  AuthenticationError,
  BadRequestError,
  CloudsmithError,
  NotFoundError,
  PaymentRequiredError,
  PermissionError,
  RateLimitError,
  ServerError,
  ValidationError,
} from './index.ts'
import { refuse } from './refuse.ts'

const context = contextOf({ operation: 'packages.copy', attempts: 2 })
const request: RefusedCall = { context, authenticated: true, now: start }

const refusal = (status: number, body: unknown, headers: Record<string, string> = {}, known: Partial<RefusedCall> = {}) =>
  refuse(new Response(null, { status, headers }), typeof body === 'string' ? body : JSON.stringify(body), {
    ...request,
    ...known,
  })

describe('one class a status family', () => {
  test.each([
    [400, BadRequestError],
    [401, AuthenticationError],
    [402, PaymentRequiredError],
    [403, PermissionError],
    [404, NotFoundError],
    [409, ApiError],
    [422, ValidationError],
    [429, RateLimitError],
    [500, ServerError],
    [503, ServerError],
  ])('%i', (status, expected) => {
    const error = refusal(status, { detail: 'So it is.' })

    expect(error).toBeInstanceOf(expected)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toBeInstanceOf(CloudsmithError)
    expect(error.name).toBe(expected.kind)
    expect(error).toMatchObject({ status, detail: 'So it is.', operation: 'packages.copy', attempts: 2 })
    expect(error.message).toContain(`${status} on packages.copy`)
    expect(error.message).toContain('So it is.')
    expect(error instanceof NotFoundError).toBe(status === 404)
  })
})

describe('the message tells the fix', () => {
  test('401 tells a refused credential from a missing one, and where to put it', () => {
    const refused = refusal(401, { detail: 'Invalid token.' }).message
    const missing = refusal(401, { detail: 'None.' }, {}, { authenticated: false }).message

    expect(refused).toMatch(/^Cloudsmith does not accept this credential \(401 on packages.copy: Invalid token\.\)/)
    expect(missing).toMatch(/^This client is anonymous/)
    expect(missing).toContain('CLOUDSMITH_API_KEY')
  })

  test('422 lists what is wrong with which field', () => {
    const error = refusal(422, {
      code: 'invalid',
      detail: 'Invalid input.',
      fields: { tags: { info: ['Too long.'] }, name: ['Required.'] },
    })

    expect(error.message).toMatch(/Invalid input\.\)\.\n {2}tags\.info: Too long\.\n {2}name: Required\.$/)
    expect(error).toMatchObject({ code: 'invalid', fields: { 'tags.info': ['Too long.'], name: ['Required.'] } })
  })

  test('429 says when to come back, from its own header', () => {
    const headers = {
      'Retry-After': '3304',
      'X-RateLimit-Limit': '5400',
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': String(start / 1000 + 3304),
      'X-RateLimit-Interval': '0.5',
    }
    const error = refusal(429, { detail: 'Request was throttled.' }, headers)

    expect(error.message).toBe(
      'Cloudsmith accepts no more requests for now (429 on packages.copy: Request was throttled.). Try again at 2026-01-01T00:55:04.000Z, in 3304 s.',
    )
    expect(error).toMatchObject({ retryAfter: 3_304_000, retryAt: start + 3_304_000, limitedBy: 'service' })
    expect(error.rateLimit).toEqual({ limit: 5400, remaining: 0, resetAt: start + 3_304_000, interval: 500 })
  })

  test.each([
    [402, /workspace's plan/],
    [404, /Check the slugs of the workspace, repository and package\.$/],
  ])('%i says where to look', (status, sentence) => {
    expect(refusal(status, { detail: 'No.' }).message).toMatch(sentence)
  })
})

describe('bodies that are not what the documentation says', () => {
  test.each<[string, string, string, string]>([
    ['HTML of a gateway', 'text/html', '<html><head><title>502 Bad Gateway</title></head></html>', '502 Bad Gateway'],
    [
      'XML of the storage',
      'application/xml',
      '<Error><Code>Expired</Code><Message>Token expired</Message></Error>',
      'Token expired',
    ],
    [
      'HTML that says nothing',
      'text/html; charset=utf-8',
      '<html><title></title></html>',
      'the response is text/html without a detail',
    ],
    ['nothing', 'text/plain', '', 'the response has no body'],
    ['white space', 'text/plain', ' \n', 'the response has no body'],
    ['JSON that was cut off', 'application/json', '{"detail": "Inva', 'the response is application/json without a detail'],
    ['JSON of another shape', 'application/json', '{"error": "No."}', 'the response is application/json without a detail'],
    ['JSON that is no object', 'application/json', '"No."', 'the response is application/json without a detail'],
    ['an empty detail', 'application/json', '{"detail": ""}', 'the response is application/json without a detail'],
    ['several details', 'application/json', '{"detail": ["No.", "Never."]}', 'No. Never.'],
    ['a detail with a code', 'application/json', '{"detail": {"string": "No.", "code": "x"}}', 'No.'],
    ['a bare null', 'application/json', 'null', 'the response is application/json without a detail'],
  ])('%s', (_, type, body, detail) => {
    expect(refusal(502, body, { 'Content-Type': type }).detail).toBe(detail)
  })

  test('without a body the status line speaks', () => {
    expect(refuse(new Response(null, { status: 502, statusText: 'Bad Gateway' }), '', request).detail).toBe('Bad Gateway')
  })

  test('a body without a type is told as such', () => {
    expect(refusal(500, 'oops').detail).toBe('the response is of no known type without a detail')
  })
})

test.each([
  [{ 'X-Request-Id': 'abc', 'x-amz-request-id': 's3' }, '', 'abc'],
  [{ 'x-amzn-requestid': 'gateway' }, '', 'gateway'],
  [{ 'x-amz-request-id': 's3' }, '', 's3'],
  [{ 'CF-Ray': 'def' }, '', 'def'],
  [{}, '<Error><Message>No.</Message><RequestId>in-the-body</RequestId></Error>', 'in-the-body'],
  [{}, '', undefined],
])('the identifier of the request is kept for the support: %j %s', (headers, body, id) => {
  expect(refusal(500, body, headers as Record<string, string>).requestId).toBe(id)
})

describe('a 403 leads with the reason that the service gives', () => {
  test.each([
    [
      'a limit',
      { detail: 'The storage limit of your plan has been reached.' },
      'The storage limit of your plan has been reached. (403 on packages.copy).',
    ],
    [
      'the policy of a form that has expired',
      '<Error><Code>AccessDenied</Code><Message>Invalid according to Policy: Policy expired.</Message></Error>',
      'Invalid according to Policy: Policy expired. (403 on packages.copy).',
    ],
    [
      'a lack of permission',
      { detail: 'You do not have permission to perform this action.' },
      'You do not have permission to perform this action. (403 on packages.copy). The credential lacks permission for this.',
    ],
    [
      'nothing',
      '',
      'Cloudsmith refused (403 on packages.copy: the response has no body). The credential lacks permission for this.',
    ],
  ])('%s', (_, body, message) => expect(refusal(403, body).message).toBe(message))

  test('and its word for programs', () => {
    expect(refusal(403, '<Error><Code>AccessDenied</Code><Message>No.</Message></Error>').code).toBe('AccessDenied')
  })
})

describe('what a refusal is about', () => {
  const about = contextOf({
    operation: 'packages.read',
    params: { owner: 'acme', repo: 'dev', identifier: 'abc' },
    address: 'https://api.cloudsmith.io/packages/acme/dev/abc/?query=x',
  })

  test('is in its message and its properties', () => {
    const error = refusal(404, { detail: 'Not found.' }, {}, { context: about })
    expect(error.message).toContain('(404 on packages.read acme/dev/abc: Not found.)')
    expect(error).toMatchObject({ owner: 'acme', repo: 'dev', identifier: 'abc', params: about.params })
    expect(error.url).toBe('https://api.cloudsmith.io/packages/acme/dev/abc/')
  })

  test('and so are its headers, but for sessions and signed addresses', () => {
    const headers = { 'X-Served-By': 'gw-1', 'Set-Cookie': 'session=1', Location: 'https://s3.example/?X-Amz-Signature=1' }
    expect(refusal(404, {}, headers).headers).toEqual({ 'x-served-by': 'gw-1' })
  })
})

describe('a credential that was withheld', () => {
  const address = 'https://downloads.acme.example/basic/dev/a.txt'
  const context = contextOf({ operation: 'download of a.txt', address })

  test.each([401, 403, 404])('is said on a %i, with the reason and what to set', (status) => {
    const { message } = refusal(status, { detail: 'No.' }, {}, { context, authenticated: false, withheld: 'foreign' })
    expect(message).toContain(
      'The credential was not sent to downloads.acme.example, because it is neither the host of baseUrl nor a trusted host: set trustedHosts: ["downloads.acme.example"] if it may receive the credential.',
    )
    expect(message).not.toContain('does not accept this credential')
  })

  test.each([
    ['plain', 'because it does not use https: set allowInsecureHttp if that is intended.'],
    ['signed', 'because the redirect to it is signed.'],
  ] as const)('%s', (withheld, reason) => {
    expect(refusal(401, {}, {}, { context, withheld }).message).toContain(reason)
  })
})

describe('what comes from outside', () => {
  test('cannot forge a line, and is cut', () => {
    const { message } = refusal(500, { detail: `No.\n::error::forged\u001b[2K${'x'.repeat(5000)}` })
    expect(message).toMatch(/^Cloudsmith answered 500 on packages.copy: No\.\\n::error::forged\\u\{1b\}\[2Kx+…$/)
    expect(message.length).toBeLessThan(1200)
  })

  test('cannot forge one in the name of a field either, and a thousand fields do not fill the screen', () => {
    const fields = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`f${index}\n`, ['Bad.\r']]))
    const lines = refusal(422, { detail: 'Invalid input.', fields }).message.split('\n')
    expect(lines).toHaveLength(22)
    expect(lines[1]).toBe('  f0\\n: Bad.\\r')
    expect(lines.at(-1)).toBe('  and 980 more')
  })

  test('never holds a credential that it repeats', () => {
    const secret = 'k3y-that-nobody-may-read'
    const body = { detail: `Bad ${secret}`, code: secret, fields: { [secret]: [secret, btoa(`token:${secret}`)] } }
    const error = refusal(
      422,
      body,
      { 'X-Echo': secret, 'X-Request-Id': `r-${secret}` },
      { context: { ...context, secrets: [secret] } },
    )
    expect(JSON.stringify(error) + error.message + error.stack).not.toContain(secret)
    expect(error.detail).toBe('Bad …')
  })
})
