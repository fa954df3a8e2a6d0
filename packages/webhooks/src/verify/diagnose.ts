import { WebhookVerificationError } from '../errors.ts'
import { type HeadersLike, header } from '../headers.ts'
import type { RawBody } from '../raw-body.ts'

/** Signature headers of others, for the endpoint that got somebody else's webhook. */
const otherSenders = {
  'x-hub-signature-256': 'GitHub',
  'x-gitlab-token': 'GitLab',
  'stripe-signature': 'Stripe',
  'x-jfrog-event-auth': 'JFrog',
  'webhook-signature': 'Standard Webhooks',
}

/** How to get at the bytes where a framework is eager to parse. */
const keepTheBytes =
  "Express: mount express.raw({ type: '*/*' }) before express.json(). " +
  "Fastify: addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body)). " +
  'Elsewhere: pass await request.arrayBuffer().'

/** The error for a body whose raw bytes are gone, with the usual cures. */
export function bodyNotRaw(what: string): WebhookVerificationError {
  return new WebhookVerificationError(
    'body-not-raw',
    `${what}, but the signature covers the bytes as they were sent. ${keepTheBytes}`,
  )
}

/** No signature came: from somebody else, or from a webhook without a key. */
export function signatureMissing(headers: HeadersLike): WebhookVerificationError {
  const [name, sender] = Object.entries(otherSenders).find(([other]) => header(headers, other) !== undefined) ?? []
  const cure = 'Give the webhook a signature_key, and let the header through all proxies.'
  return new WebhookVerificationError(
    'signature-missing',
    `There is no X-Cloudsmith-Signature header${sender === undefined ? `. ${cure}` : `, but ${name}: is this a webhook of ${sender}?`}`,
  )
}

/** Something came that cannot be a signature. It is described, not quoted. */
export function signatureMalformed(received: string): WebhookVerificationError {
  const digits = /^(?:sha1=)?([0-9a-f]*)$/.exec(received)?.[1]?.length
  const seen = digits === undefined ? 'something else' : `${digits}${digits === 64 ? ' (that is SHA-256: another sender?)' : ''}`
  return new WebhookVerificationError(
    'signature-malformed',
    `X-Cloudsmith-Signature must hold 40 lower-case hex digits, bare or after "sha1=", not ${seen}.`,
  )
}

/** A well-formed signature came that no key makes. The hints are guesses from what can be seen without the sender's bytes. */
export function signatureMismatch(body: RawBody, keys: readonly string[]): WebhookVerificationError {
  const hints = [
    keys.some((key) => key !== key.trim()) && 'A key has white space around it: trim it.',
    isEmpty(body) && 'The body is empty: was it read before?',
    isRewritten(body) && `The body looks written by JSON.stringify: pass the bytes as received. ${keepTheBytes}`,
  ].filter((hint) => hint !== false)
  const cure = 'Is it the signature_key of this very webhook, and is the body unchanged?'
  return new WebhookVerificationError(
    'signature-mismatch',
    `X-Cloudsmith-Signature fits none of ${keys.length} key(s). ${hints.join(' ') || cure}`,
  )
}

function isEmpty(body: RawBody): boolean {
  return (typeof body === 'string' ? body.length : body.byteLength) === 0
}

/** Only for strings: bytes were rarely parsed. A look at the spacing, since nothing may be parsed that is not verified. */
function isRewritten(body: RawBody): boolean {
  return typeof body === 'string' && (/^[[{]\n/.test(body) || (/^[[{]["{]/.test(body) && !/": |, "/.test(body)))
}
