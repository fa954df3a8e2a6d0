import { CloudsmithError } from './base.ts'

/** What an error tells of the request that it ended. */
export interface FailedRequest {
  /** Method of the client that was called, such as `packages.copy`; for raw calls the HTTP method and path. */
  operation: string
  /** How often the request was sent. */
  attempts: number
  /** What the call was about: the parameters in its path, of a file also its `filename`. The most frequent of them stand beside it. */
  params: Readonly<Record<string, string>>
  /** Slug of the workspace. */
  owner?: string | undefined
  /** Slug of the repository, where the path of the operation calls it so: below `repos`, it is the `identifier`. */
  repo?: string | undefined
  /** What the path of the operation calls so: mostly the `slug_perm` of a package. */
  identifier?: string | undefined
  /** Name of the file that was sent or fetched. */
  filename?: string | undefined
  /** Where it was sent: without its query, and without tokens. */
  url: string
}

/**
 * A call failed: the service refused it, or did not answer as it should. It says which call, and what about.
 *
 * @remedy Look for its subclasses, which say whether the service refused or no answer came; `operation`, `params` and
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
 * No answer came, or none that can be used: the request may or may not have reached the service.
 *
 * @remedy Check the network, the proxy and `baseUrl`. The request may have been acted on: read before you write again.
 * Reads were sent again already.
 */
export class ConnectionError extends CallError {
  static override readonly kind: string = 'ConnectionError'
}

/**
 * No whole answer came within `timeout`. The request may have been acted on.
 *
 * @remedy Read whether it was done before you send it again; give the call a longer `timeout` where answers are large.
 */
export class TimeoutError extends ConnectionError {
  static override readonly kind: string = 'TimeoutError'
}

/**
 * The caller's signal was aborted. The request may have been acted on. Its reason is the `cause`.
 *
 * @remedy Nothing is wrong: somebody aborted the signal. Read whether it was done before you send it again.
 */
export class AbortError extends CloudsmithError {
  static override readonly kind: string = 'AbortError'
}

/**
 * The answer sends the request elsewhere, to where it must not follow.
 *
 * @remedy Let `baseUrl` be where the redirect leads to, if you trust that place: the credential is never sent along.
 */
export class RedirectError extends ConnectionError {
  static override readonly kind: string = 'RedirectError'
}

/**
 * The service said yes, but what it sent is not what it promises: HTML, half a JSON text, nothing, a list in place of an object.
 *
 * @remedy Check `baseUrl` and what stands in between: a proxy or a page for signing in answers with HTML. Where it is
 * the service itself, try later.
 */
export class ParseError extends ConnectionError {
  static override readonly kind: string = 'ParseError'
}

/**
 * The service said yes, but its answer is longer than `maxResponseBytes`. The rest was not read.
 *
 * @remedy Ask for less at once, with a smaller `page_size` or a query; or raise `maxResponseBytes`.
 */
export class ResponseTooLargeError extends ParseError {
  static override readonly kind: string = 'ResponseTooLargeError'
}
