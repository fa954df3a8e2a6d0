import { WebhookPayloadError, WebhookVerificationError } from '../errors.ts'

/** Everything that a receiver says to the sender. Fixed words: why something failed is for `onError` alone. */
const words = {
  200: 'ok',
  202: 'accepted',
  400: 'bad request',
  401: 'unauthorized',
  405: 'method not allowed',
  408: 'request timeout',
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

/** Where a reason has another status than its kind of error. A body that this side has parsed or read is this side's fault. */
const statuses: Partial<Record<string, Status>> = {
  'body-not-raw': 500,
  'body-too-large': 413,
  'body-too-slow': 408,
  'body-unreadable': 400,
  'too-old': 400,
  'unsupported-content-type': 415,
}

/** The status of a failure. */
export function statusOf(error: unknown): Status {
  if (error instanceof WebhookPayloadError) return statuses[error.code] ?? 400
  return error instanceof WebhookVerificationError ? (statuses[error.code] ?? 401) : 500
}
