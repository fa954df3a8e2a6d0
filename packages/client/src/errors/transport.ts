import { CloudsmithError } from './base.ts'

/** What an error tells of the request that it ended. */
export interface FailedRequest {
  /** Method of the client that was called, such as `packages.copy`; for raw calls the HTTP method and path. */
  operation: string
  /** How often the request was sent. */
  attempts: number
}

/** No answer came: the request may or may not have reached the service. */
export class ConnectionError extends CloudsmithError implements FailedRequest {
  static override readonly kind: string = 'ConnectionError'

  readonly operation: string
  readonly attempts: number

  constructor(message: string, { operation, attempts }: FailedRequest, options?: ErrorOptions) {
    super(message, options)
    this.operation = operation
    this.attempts = attempts
  }
}

/** No whole answer came within `timeout`. The request may have been acted on. */
export class TimeoutError extends ConnectionError {
  static override readonly kind: string = 'TimeoutError'
}

/** The caller's signal was aborted. The request may have been acted on. Its reason is the `cause`. */
export class AbortError extends CloudsmithError {
  static override readonly kind: string = 'AbortError'
}

/** The answer sends the request elsewhere, to where it must not follow. */
export class RedirectError extends ConnectionError {
  static override readonly kind: string = 'RedirectError'
}

/** The service said yes, but what it sent is not what it promises: HTML, half a JSON text. */
export class ParseError extends ConnectionError {
  static override readonly kind: string = 'ParseError'
}
