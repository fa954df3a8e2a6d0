import type { RateLimit } from '../transport/rate-limit.ts'
import { CloudsmithError } from './base.ts'
import type { FailedRequest } from './transport.ts'

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
  /** Identifier of the request, where the service or a gateway sent one. */
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
 */
export class ApiError extends CloudsmithError implements Refusal {
  static override readonly kinds: readonly string[] = ['ApiError', ...CloudsmithError.kinds]

  readonly operation: string
  readonly attempts: number
  readonly status: number
  readonly detail: string
  readonly code: string | undefined
  readonly fields: Readonly<Record<string, readonly string[]>>
  readonly requestId: string | undefined
  readonly retryAfter: number | undefined
  readonly rateLimit: RateLimit | undefined

  constructor(message: string, refusal: Refusal) {
    super(message)
    this.operation = refusal.operation
    this.attempts = refusal.attempts
    this.status = refusal.status
    this.detail = refusal.detail
    this.code = refusal.code
    this.fields = refusal.fields
    this.requestId = refusal.requestId
    this.retryAfter = refusal.retryAfter
    this.rateLimit = refusal.rateLimit
  }
}

/** 400: malformed JSON, or an object in the wrong state for this operation. */
export class BadRequestError extends ApiError {
  static override readonly kinds: readonly string[] = ['BadRequestError', ...ApiError.kinds]
}

/** 401: no credential, or one that the service does not accept. */
export class AuthenticationError extends ApiError {
  static override readonly kinds: readonly string[] = ['AuthenticationError', ...ApiError.kinds]
}

/** 402: the workspace's plan does not include this, or its quota is used up. */
export class PaymentRequiredError extends ApiError {
  static override readonly kinds: readonly string[] = ['PaymentRequiredError', ...ApiError.kinds]
}

/** 403: the credential is good, but lacks the permission. */
export class PermissionError extends ApiError {
  static override readonly kinds: readonly string[] = ['PermissionError', ...ApiError.kinds]
}

/** 404: there is no such resource, or the caller may not know of it. */
export class NotFoundError extends ApiError {
  static override readonly kinds: readonly string[] = ['NotFoundError', ...ApiError.kinds]
}

/** 422: a field is missing or has a value that is not allowed; see `fields`. */
export class ValidationError extends ApiError {
  static override readonly kinds: readonly string[] = ['ValidationError', ...ApiError.kinds]
}

/** 429: too many requests; see `retryAfter` and `rateLimit`. */
export class RateLimitError extends ApiError {
  static override readonly kinds: readonly string[] = ['RateLimitError', ...ApiError.kinds]
}

/** 5xx: the service, or a gateway in front of it, failed. */
export class ServerError extends ApiError {
  static override readonly kinds: readonly string[] = ['ServerError', ...ApiError.kinds]
}
