import type { RateLimit } from '../transport/rate-limit.ts'
import { CallError, type FailedRequest } from './transport.ts'

/** What the service said when it refused. */
export interface Refusal extends FailedRequest {
  /** HTTP status. */
  status: number
  /** The service's own words. */
  detail: string
  /** The service's word for programs, for example `invalid`. */
  code: string | undefined
  /** What is wrong with which field: dotted path → sentences. Nested objects are flattened. */
  fields: Readonly<Record<string, readonly string[]>>
  /** Headers of the answer, by their names in lower case; without those that hold sessions or signed addresses. */
  headers: Readonly<Record<string, string>>
  /** Identifier of the request, where the service, a gateway or the storage sent one: for their support. */
  requestId: string | undefined
  /** Milliseconds that the service asks to wait before another try. */
  retryAfter: number | undefined
  /** The allowance that the answer told of. */
  rateLimit: RateLimit | undefined
}

/**
 * The service refused. One class a status family extends this; `status` and `detail` are the service's own.
 *
 * Neither the message nor any property holds the credential.
 *
 * @remedy Look for its subclasses, one a family of statuses. `detail` and `fields` are the service's own words,
 * `requestId` is for its support.
 */
export class ApiError extends CallError implements Refusal {
  static override readonly kind: string = 'ApiError'

  declare readonly status: number
  declare readonly detail: string
  declare readonly code: string | undefined
  declare readonly fields: Readonly<Record<string, readonly string[]>>
  declare readonly headers: Readonly<Record<string, string>>
  declare readonly requestId: string | undefined
  declare readonly retryAfter: number | undefined
  declare readonly rateLimit: RateLimit | undefined
}

/**
 * 400: malformed JSON, or an object in the wrong state for this operation.
 *
 * @remedy Read `detail`: mostly the package is in a state in which this cannot be done, such as one that still
 * synchronises. Wait for that with `waitForSync`.
 */
export class BadRequestError extends ApiError {
  static override readonly kind: string = 'BadRequestError'
}

/**
 * 401: no credential, or one that the service does not accept.
 *
 * @remedy Check the key: whether it is of this service, was revoked or has expired; and that the proxy passes the header
 * `X-Api-Key` on.
 */
export class AuthenticationError extends ApiError {
  static override readonly kind: string = 'AuthenticationError'
}

/**
 * 402: the workspace's plan does not include this, or its quota is used up.
 *
 * @remedy Look at the quota of the workspace (`quota.read`) and at what its plan includes; an owner can change both.
 */
export class PaymentRequiredError extends ApiError {
  static override readonly kind: string = 'PaymentRequiredError'
}

/**
 * 403: the service refuses, for a lack of permission or for a limit or a policy; `detail` says which.
 *
 * @remedy Read `detail`. Mostly the account lacks a privilege on this repository: who may call a method is in its
 * docblock. It may also be a policy, or a limit.
 */
export class PermissionError extends ApiError {
  static override readonly kind: string = 'PermissionError'
}

/**
 * 403 on a download: the package is in quarantine.
 *
 * @remedy Read why it is in quarantine (`status_reason`, the scan, the policies). Mend that, or release it with
 * `packages.quarantine`, if you may answer for it.
 */
export class QuarantinedError extends PermissionError {
  static override readonly kind: string = 'QuarantinedError'
}

/**
 * 404: there is no such resource, or the caller may not know of it.
 *
 * @remedy Check the slugs of workspace and repository and the `slug_perm`. Who lacks the right to read is told the same,
 * and what was just written may be missing from lists for a while.
 */
export class NotFoundError extends ApiError {
  static override readonly kind: string = 'NotFoundError'
}

/**
 * 422: a field is missing or has a value that is not allowed; see `fields`.
 *
 * @remedy Correct what `fields` names.
 */
export class ValidationError extends ApiError {
  static override readonly kind: string = 'ValidationError'
}

/** What is known of a limit that a request met. */
export interface KnownLimit {
  /** When the next request may be sent, in milliseconds since the epoch on the client's clock; undefined where nobody says. */
  readonly retryAt: number | undefined
  /** Who limits: the service, or the client itself, which leaves the rest of the allowance to others by its option `reserve`. */
  readonly limitedBy: 'service' | 'reserve'
}

/**
 * Too many requests: the service refused one with 429, or the client did not even send it, because it would have had to wait longer than
 * `maxRetryAfter` or `deadline` allow. See `retryAfter`, `retryAt`, `limitedBy` and `rateLimit`.
 *
 * @remedy Wait until `retryAt`, or allow longer waits with `maxRetryAfter` or `deadline`. Share a key among fewer
 * programs, or leave others their part with `reserve`.
 * @see docs/service.md#rate-limits
 */
export class RateLimitError extends ApiError implements KnownLimit {
  static override readonly kind: string = 'RateLimitError'

  declare readonly retryAt: number | undefined
  declare readonly limitedBy: 'service' | 'reserve'
}

/**
 * 5xx: the service, or a gateway in front of it, failed.
 *
 * @remedy Try later: reads were sent again already. Before you write again, read whether it was done. With `requestId`
 * their support finds it.
 */
export class ServerError extends ApiError {
  static override readonly kind: string = 'ServerError'
}
