import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WebhookPayloadError, WebhookVerificationError } from './errors.ts'
import { key, rejection } from './fixtures.ts'
import type { RawBody } from './raw-body.ts'
import { sign } from './sign.ts'
import { verify } from './verify/verify.ts'

const compact = '{"meta":{"event_id":"ping"}}'
const spaced = '{"meta": {"event_id": "ping"}}'
const wrong = { 'x-cloudsmith-signature': '0'.repeat(40) }
const binary = (text: string) => new TextEncoder().encode(text)

test.each<[story: string, body: unknown, headers: Record<string, string>, signatureKey: string, code: string, message: RegExp]>([
  [
    'express.json() was mounted first',
    { meta: {} },
    wrong,
    key,
    'body-not-raw',
    /was parsed.*express\.raw.*addContentTypeParser.*arrayBuffer/s,
  ],
  ['no parser was mounted', undefined, wrong, key, 'body-not-raw', /There is no body/],
  [
    'the webhook has no key',
    spaced,
    {},
    key,
    'signature-missing',
    /X-Cloudsmith-Signature header is missing\. Set a signature_key/,
  ],
  ['GitHub sent it', spaced, { 'X-Hub-Signature-256': 'sha256=00' }, key, 'signature-missing', /x-hub-signature-256.*GitHub\?/],
  ['Stripe sent it', spaced, { 'stripe-signature': 't=1,v1=00' }, key, 'signature-missing', /Stripe\?/],
  ['a Standard Webhooks sender', spaced, { 'webhook-signature': 'v1,00' }, key, 'signature-missing', /Standard Webhooks\?/],
  ['SHA-256', spaced, { 'x-cloudsmith-signature': 'a'.repeat(64) }, key, 'signature-malformed', /not 64 \(that is SHA-256/],
  ['cut off', spaced, { 'x-cloudsmith-signature': 'sha1=abc' }, key, 'signature-malformed', /not 3\.$/],
  [
    'base64',
    spaced,
    { 'x-cloudsmith-signature': '2jmj7l5rSw0yVb/vlWAYkK/YBwk=' },
    key,
    'signature-malformed',
    /not something else\.$/,
  ],
  ['upper case', spaced, { 'x-cloudsmith-signature': 'A'.repeat(40) }, key, 'signature-malformed', /lower-case/],
  ['a key file with a line end', spaced, wrong, `${key}\n`, 'signature-mismatch', /white space/],
  ['the body was read before', '', wrong, key, 'signature-mismatch', /body is empty/],
  [
    'JSON.stringify(request.body)',
    compact,
    wrong,
    key,
    'signature-mismatch',
    /JSON\.stringify.*express\.raw.*addContentTypeParser/,
  ],
  ['JSON.stringify(request.body, null, 2)', '{\n  "meta": {}\n}', wrong, key, 'signature-mismatch', /JSON\.stringify/],
  ['a wrong key', binary(spaced), wrong, key, 'signature-mismatch', /the signature_key of this webhook/],
])('%s', async (_, body, headers, signatureKey, code, message) => {
  const error = await rejection(verify(body as RawBody, headers, { signatureKey }))
  expect(error).toBeInstanceOf(WebhookVerificationError)
  expect(error).toMatchObject({ code, message: expect.stringMatching(message) })
})

test('bytes are not taken for rewritten: the sender may write JSON as tightly as JSON.stringify', async () => {
  expect((await rejection(verify(binary(compact), wrong, { signatureKey: key }))).message).not.toContain('stringify')
})

test('no error shows a key, a secret, or the signature that was expected', async () => {
  const secret = { header: 'x-s', value: 's3cret-that-must-never-be-shown' }
  const anyHeaders = fc.record(
    {
      'x-cloudsmith-signature': fc.oneof(fc.string(), fc.constant('0'.repeat(40))),
      'x-s': fc.constantFrom(secret.value, 'other'),
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(fc.string(), anyHeaders, fc.boolean(), async (body, headers, padded) => {
      const signatureKey = padded ? ` ${key} ` : key
      const expected = await sign(body, signatureKey)
      const error = await rejection(verify(body, headers, { signatureKey, secret }))
      const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)
      for (const hidden of [key, secret.value, expected]) expect(shown).not.toContain(hidden)
    }),
  )
})

test('errors are told apart across two installed copies of the package', async () => {
  const other: typeof import('./errors.ts') = await import(`${'./errors.ts'}?second-copy`)
  const theirs = new other.WebhookVerificationError('too-old', 'of another copy')

  expect(other.WebhookVerificationError).not.toBe(WebhookVerificationError)
  expect(theirs).toBeInstanceOf(WebhookVerificationError)
  expect(theirs).not.toBeInstanceOf(WebhookPayloadError)
  for (const value of [undefined, null, 'text', {}, new Error('plain')])
    expect(value instanceof WebhookVerificationError).toBe(false)
})
