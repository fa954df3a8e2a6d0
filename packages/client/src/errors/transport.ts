import { CloudsmithError } from './base.ts'

/** What is known about a failed request. */
export interface FailedRequest {
  /** Client method that was called, such as `packages.copy`; for raw calls, the HTTP method and path. */
  operation: string
  /** How many times the request was sent. */
  attempts: number
  /** The path parameters of the call, and `filename` for a file. The most common ones are also properties of the error. */
  params: Readonly<Record<string, string>>
  /** Slug of the workspace. */
  owner?: string | undefined
  /** Slug of the repository, if the operation's path has a parameter `repo`; operations of `repos` have `identifier` instead. */
  repo?: string | undefined
  /** The path parameter `identifier`: usually the `slug_perm` of a package. */
  identifier?: string | undefined
  /** Name of the file that was uploaded or downloaded. */
  filename?: string | undefined
  /** URL that the request was sent to, without its query and without tokens. */
  url: string
}

/**
 * A call failed: the service refused it, or sent no usable response. Says which call failed, and with which parameters.
 *
 * @remedy Check for the subclasses, which say whether the service refused or there was no usable response. `operation`, `params` and
 * `attempts` say what was tried.
 */
export class CallError extends CloudsmithError implements FailedRequest {
  static override readonly kind: string = 'CallError'

  declare readonly operation: string
  declare readonly attempts: number
  declare readonly params: Readonly<Record<string, string>>
  declare readonly url: string
  declare readonly owner?: string | undefined
  declare readonly repo?: string | undefined
  declare readonly identifier?: string | undefined
  declare readonly filename?: string | undefined

  constructor(message: string, failed: FailedRequest, options?: ErrorOptions) {
    super(message, options)
    Object.assign(this, failed)
  }
}

/**
 * There was no response, or no usable one. The request may or may not have reached the service.
 *
 * @remedy Check the network, the proxy and `baseUrl`. The request may have taken effect: check that before you repeat a write. Reads
 * have already been retried.
 */
export class ConnectionError extends CallError {
  static override readonly kind: string = 'ConnectionError'
}

/**
 * The response did not arrive completely within `timeout` or `totalTimeout`. The request may have taken effect.
 *
 * @remedy Check whether the request took effect before you repeat it. Allow a longer `timeout` for large responses.
 */
export class TimeoutError extends ConnectionError {
  static override readonly kind: string = 'TimeoutError'
}

/**
 * The caller's signal was aborted; its reason is the `cause`. The request may have taken effect.
 *
 * @remedy Nothing is wrong: the program aborted the signal. Check whether the request took effect before you repeat it.
 */
export class AbortError extends CloudsmithError {
  static override readonly kind: string = 'AbortError'
}

/**
 * The response is a redirect that the client does not follow, because following it would not be safe.
 *
 * @remedy If you trust the target of the redirect, set `baseUrl` to it. The credential was not sent there.
 */
export class RedirectError extends ConnectionError {
  static override readonly kind: string = 'RedirectError'
}

/**
 * The response has a success status but an unexpected body: HTML, incomplete JSON, nothing, or a list instead of an object.
 *
 * @remedy Check `baseUrl`, and whether a proxy or a login page in between answers with HTML. If it is the service itself, try again
 * later.
 */
export class ParseError extends ConnectionError {
  static override readonly kind: string = 'ParseError'
}

/**
 * The response has a success status but is larger than `maxResponseBytes`. The rest was not read.
 *
 * @remedy Request less at once, with a smaller `page_size` or a query, or raise `maxResponseBytes`.
 */
export class ResponseTooLargeError extends ParseError {
  static override readonly kind: string = 'ResponseTooLargeError'
}
