import { WebhookPayloadError, WebhookVerificationError } from '../errors.ts'

/** Everything that a receiver tells the sender. The texts are fixed: the reason of a failure is only reported to `onError`. */
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

/** A status with which a receiver responds. */
export type Status = keyof typeof words

/** Creates the response with a status. */
export function answer(status: Status): Response {
  // A Response with text has this type anyway, except on some servers.
  const headers = { 'content-type': 'text/plain;charset=UTF-8', ...(status === 405 && { allow: 'POST' }) }
  return new Response(words[status], { status, headers })
}

/** Error codes with a status of their own. `body-not-raw` is 500, because it is this side that has parsed or read the body. */
const statuses: Partial<Record<string, Status>> = {
  'body-not-raw': 500,
  'body-too-large': 413,
  'body-too-slow': 408,
  'body-unreadable': 400,
  'too-old': 400,
  'unsupported-content-type': 415,
}

/** The status for an error. */
export function statusOf(error: unknown): Status {
  if (error instanceof WebhookPayloadError) return statuses[error.code] ?? 400
  return error instanceof WebhookVerificationError ? (statuses[error.code] ?? 401) : 500
}
