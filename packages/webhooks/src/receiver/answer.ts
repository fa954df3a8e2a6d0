import { WebhookPayloadError, WebhookVerificationError } from '../errors.ts'

/** Everything that a receiver says to the sender. Fixed words: why something failed is for `onError` alone. */
const words = {
  200: 'ok',
  202: 'accepted',
  400: 'bad request',
  401: 'unauthorized',
  405: 'method not allowed',
  413: 'content too large',
  415: 'unsupported media type',
  500: 'internal error',
}

/** A status that a receiver answers with. */
export type Status = keyof typeof words

/** The answer of a status. */
export function answer(status: Status): Response {
  // The type is what a Response of a text has anyway, but for those of some servers.
  const headers = { 'content-type': 'text/plain;charset=UTF-8', ...(status === 405 && { allow: 'POST' }) }
  return new Response(words[status], { status, headers })
}

/** The status of a failure. A body that this side has parsed or read is this side's fault. */
export function statusOf(error: unknown): Status {
  if (error instanceof WebhookPayloadError) return error.code === 'unsupported-content-type' ? 415 : 400
  if (!(error instanceof WebhookVerificationError)) return 500
  if (error.code === 'body-not-raw') return 500
  if (error.code === 'body-too-large') return 413
  return error.code === 'too-old' ? 400 : 401
}
