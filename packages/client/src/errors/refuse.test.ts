import { describe, expect, test } from 'vitest'
import { start } from '../../test/support/clock.ts'
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

const request = { operation: 'packages.copy', attempts: 2, authenticated: true, now: start }

const refusal = (status: number, body: unknown, headers: Record<string, string> = {}, known = request) =>
  refuse(new Response(null, { status, headers }), typeof body === 'string' ? body : JSON.stringify(body), known)

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
    expect(error.message).toContain(`${status} on packages.copy: So it is.`)
    expect(error instanceof NotFoundError).toBe(status === 404)
  })
})

describe('the message tells the fix', () => {
  test('401 tells a refused credential from a missing one, and where to put it', () => {
    const refused = refusal(401, { detail: 'Invalid token.' }).message
    const missing = refusal(401, { detail: 'None.' }, {}, { ...request, authenticated: false }).message

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
      'Cloudsmith takes no more requests for now (429 on packages.copy: Request was throttled.). Try again at 2026-01-01T00:55:04.000Z, in 3304 s.',
    )
    expect(error).toMatchObject({ retryAfter: 3_304_000, retryAt: start + 3_304_000, limitedBy: 'service' })
    expect(error.rateLimit).toEqual({ limit: 5400, remaining: 0, resetAt: start + 3_304_000, interval: 500 })
  })

  test.each([
    [402, /plan of the workspace/],
    [403, /lacks the permission/],
    [404, /Check the slugs of workspace, repository and package\.$/],
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
      'the answer is text/html without a detail',
    ],
    ['nothing', 'text/plain', '', 'the answer has no body'],
    ['white space', 'text/plain', ' \n', 'the answer has no body'],
    ['JSON that was cut off', 'application/json', '{"detail": "Inva', 'the answer is application/json without a detail'],
    ['JSON of another shape', 'application/json', '{"error": "No."}', 'the answer is application/json without a detail'],
    ['JSON that is no object', 'application/json', '"No."', 'the answer is application/json without a detail'],
    ['an empty detail', 'application/json', '{"detail": ""}', 'the answer is application/json without a detail'],
    ['several details', 'application/json', '{"detail": ["No.", "Never."]}', 'No. Never.'],
    ['a detail with a code', 'application/json', '{"detail": {"string": "No.", "code": "x"}}', 'No.'],
    ['a bare null', 'application/json', 'null', 'the answer is application/json without a detail'],
  ])('%s', (_, type, body, detail) => {
    expect(refusal(502, body, { 'Content-Type': type }).detail).toBe(detail)
  })

  test('without a body the status line speaks', () => {
    expect(refuse(new Response(null, { status: 502, statusText: 'Bad Gateway' }), '', request).detail).toBe('Bad Gateway')
  })

  test('a body without a type is told as such', () => {
    expect(refusal(500, 'oops').detail).toBe('the answer is of no known type without a detail')
  })
})

test('the identifier of the request is kept for the support', () => {
  expect(refusal(500, {}, { 'X-Request-Id': 'abc' }).requestId).toBe('abc')
  expect(refusal(500, {}, { 'CF-Ray': 'def' }).requestId).toBe('def')
  expect(refusal(500, {}).requestId).toBeUndefined()
})
