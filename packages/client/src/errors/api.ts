import type { RateLimit } from '../transport/rate-limit.ts'
import { CallError, type FailedRequest } from './transport.ts'

/** What is known about an error response. */
export interface Refusal extends FailedRequest {
  /** HTTP status. */
  status: number
  /** The service's own message. */
  detail: string
  /** The service's machine-readable error code, for example `invalid`. */
  code: string | undefined
  /** Validation messages by field. Nested fields are flattened to dotted paths. */
  fields: Readonly<Record<string, readonly string[]>>
  /** Response headers by lower-case name, without those that may contain credentials, sessions or signed URLs. */
  headers: Readonly<Record<string, string>>
  /** Identifier of the request, if the service, a gateway or the storage sent one. Quote it to their support. */
  requestId: string | undefined
  /** Milliseconds that the service asks to wait before the next attempt. */
  retryAfter: number | undefined
  /** The rate limit that the response reported. */
  rateLimit: RateLimit | undefined
}

/**
 * The service responded with an error status. A subclass for each kind of status extends this.
 *
 * Neither the message nor any property contains the credential.
 *
 * @remedy Check for the subclasses first, which exist for the most common statuses. `detail` and `fields` are the service's own
 * messages; quote `requestId` to its support.
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
 * 400: the request is malformed, or the object is in the wrong state for this operation.
 *
 * @remedy Read `detail`. Usually the package is in a state that does not allow this, for example because it is still being
 * synchronised: wait for that with `waitForSync`.
 */
export class BadRequestError extends ApiError {
  static override readonly kind: string = 'BadRequestError'
}

/**
 * 401: no credential was sent, or the service does not accept it.
 *
 * @remedy Check that the key belongs to this service and has not been revoked or expired, and that no proxy removes the header
 * `X-Api-Key`.
 */
export class AuthenticationError extends ApiError {
  static override readonly kind: string = 'AuthenticationError'
}

/**
 * 402: the workspace's plan does not include this, or its quota is used up.
 *
 * @remedy Check the quota of the workspace (`quota.read`) and what its plan includes; an owner can change both.
 */
export class PaymentRequiredError extends ApiError {
  static override readonly kind: string = 'PaymentRequiredError'
}

/**
 * 403: the account lacks permission, or a limit or a policy forbids this; `detail` says which.
 *
 * @remedy Read `detail`. Usually the account lacks a privilege on this repository: the documentation of each method says which
 * permission it needs. It may also be a policy or a limit.
 */
export class PermissionError extends ApiError {
  static override readonly kind: string = 'PermissionError'
}

/**
 * 403 on a download: the package is in quarantine.
 *
 * @remedy Find out why it is in quarantine (`status_reason`, the scan, the policies). Fix the cause, or, if you are entitled to decide that,
 * release it with `packages.quarantine`.
 */
export class QuarantinedError extends PermissionError {
  static override readonly kind: string = 'QuarantinedError'
}

/**
 * 404: the resource does not exist, or the caller is not allowed to see it.
 *
 * @remedy Check the slugs of the workspace and the repository, and the `slug_perm`. The service also answers 404 if the account has no
 * permission to read, and something that was just written may be missing from lists for a while.
 */
export class NotFoundError extends ApiError {
  static override readonly kind: string = 'NotFoundError'
}

/**
 * 422: a field is missing or has a value that is not allowed; see `fields`.
 *
 * @remedy Correct the fields that `fields` lists.
 */
export class ValidationError extends ApiError {
  static override readonly kind: string = 'ValidationError'
}

/** What is known about the limit that a request exceeded. */
export interface KnownLimit {
  /** When the next request may be sent, in milliseconds since the epoch on the client's clock; undefined if that is not known. */
  readonly retryAt: number | undefined
  /** What limits requests: the service, or the client's own option `reserve`, which leaves the rest of the rate limit to others. */
  readonly limitedBy: 'service' | 'reserve'
}

/**
 * Too many requests: the service answered 429, or the client did not send the request because it would have had to wait longer than
 * `maxRetryAfter` or `deadline` allows. See `retryAfter`, `retryAt`, `limitedBy` and `rateLimit`.
 *
 * @remedy Wait until `retryAt`, or allow longer waits with `maxRetryAfter` or `deadline`. Use the key in fewer programs, or leave them
 * their share of the rate limit with `reserve`.
 * @see docs/service.md#rate-limits
 */
export class RateLimitError extends ApiError implements KnownLimit {
  static override readonly kind: string = 'RateLimitError'

  declare readonly retryAt: number | undefined
  declare readonly limitedBy: 'service' | 'reserve'
}

/**
 * 5xx: the service failed, or a gateway in front of it.
 *
 * @remedy Try again later; reads have already been retried. Before you repeat a write, check whether it took effect. Quote `requestId` to
 * the service's support.
 */
export class ServerError extends ApiError {
  static override readonly kind: string = 'ServerError'
}
