import type { PayloadCode, VerificationCode } from './errors.ts'
import type { RawBody } from './raw-body.ts'

/** Signature headers of other senders, to recognise webhooks that were sent to the wrong endpoint. */
const otherSenders = {
  'x-hub-signature-256': 'GitHub',
  'x-gitlab-token': 'GitLab',
  'stripe-signature': 'Stripe',
  'x-jfrog-event-auth': 'JFrog',
  'webhook-signature': 'Standard Webhooks',
}

/** How to get the raw bytes in frameworks that parse bodies. */
const keepTheBytes =
  "Express: mount express.raw({ type: '*/*' }) before express.json(). " +
  "Fastify: addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body)). " +
  'Elsewhere: pass await request.arrayBuffer().'

/** The messages of errors by code, for the operator of the endpoint: what is wrong, and how it is usually fixed. */
export const words = {
  'body-not-raw': (what: string) => `${what}, but the signature covers the bytes as they were sent. ${keepTheBytes}`,
  'body-too-large': (maxBytes: number) => `The body has more than ${maxBytes} bytes (see maxBytes).`,
  'body-too-slow': (milliseconds: number) => `The body did not arrive within ${milliseconds} ms (see bodyTimeLimit).`,
  'body-unreadable': (what: string) => `${what}. See the cause.`,
  'signature-missing': signatureMissing,
  'signature-malformed': signatureMalformed,
  'signature-mismatch': signatureMismatch,
  'secret-mismatch': ({ header, received }: { header: string; received: string | undefined }) =>
    received === undefined
      ? `The ${header} header is missing: compare its name with the webhook's secret_header.`
      : `The ${header} header does not have the expected value.`,
  'too-old': (maxAge: number) => `meta.attempt_at is not within ${maxAge} ms of now: this is a replay, or a clock is wrong.`,
  'unsupported-content-type': () =>
    "The body is neither JSON nor a form. Pass a parser if a template wrote it, or contentType: 'application/json' if it is JSON after all.",
  'malformed-body': (hasParser: boolean) =>
    hasParser
      ? 'The parser failed to read the body: see the cause.'
      : 'The body does not match its content type: it must be JSON in UTF-8, or a form with such JSON in its field "payload". See the cause.',
  'not-an-event': (what: string) => `${what} Pass a parser if a template wrote it.`,
  'schema-mismatch': (issues: readonly { readonly message: string }[]) =>
    `The event does not match the schema: ${issues.map(({ message }) => message).join('; ')}`,
  'several-events': (count: number) => `The body contains ${count} events: verifyAndParse returns them all.`,
} satisfies Record<VerificationCode | PayloadCode, (fact: never) => string>

/** There is no signature: the request is from another sender, or the webhook has no key. */
function signatureMissing(header: (name: string) => string | undefined): string {
  const [name, sender] = Object.entries(otherSenders).find(([other]) => header(other) !== undefined) ?? []
  const cure = 'Set a signature_key on the webhook, and let the header through all proxies.'
  return `The X-Cloudsmith-Signature header is missing${sender === undefined ? `. ${cure}` : `, but ${name} is present: is this a webhook from ${sender}?`}`
}

/** The header cannot be a signature. It is described, not quoted. */
function signatureMalformed(received: string): string {
  const digits = /^(?:sha1=)?([0-9a-f]*)$/.exec(received)?.[1]?.length
  const seen =
    digits === undefined ? 'something else' : `${digits}${digits === 64 ? ' (that is SHA-256: is this another sender?)' : ''}`
  return `X-Cloudsmith-Signature must be 40 lower-case hex digits, alone or after "sha1=", not ${seen}.`
}

/** The signature is well-formed but does not match any key. The hints are guesses, because the sender's original bytes are unknown. */
function signatureMismatch({ body, keys }: { body: RawBody; keys: readonly string[] }): string {
  const hints = [
    keys.some((key) => key !== key.trim()) && 'A key has leading or trailing white space: trim it.',
    isEmpty(body) && 'The body is empty: was it read before?',
    isRewritten(body) && `The body looks like the output of JSON.stringify: pass the bytes as received. ${keepTheBytes}`,
  ].filter((hint) => hint !== false)
  const cure = 'Is this the signature_key of this webhook, and is the body unchanged?'
  return `X-Cloudsmith-Signature does not match ${keys.length === 1 ? 'the key' : `any of ${keys.length} keys`}. ${hints.join(' ') || cure}`
}

function isEmpty(body: RawBody): boolean {
  return (typeof body === 'string' ? body.length : body.byteLength) === 0
}

/** Only checks strings, because bytes were rarely parsed. Checks the spacing, because a body must not be parsed before it is verified. */
function isRewritten(body: RawBody): boolean {
  return typeof body === 'string' && (/^[[{]\n/.test(body) || (/^[[{]["{]/.test(body) && !/": |, "/.test(body)))
}
