import { InvalidRequestError } from '../errors/base.ts'
import type { Outgoing } from '../transport/transport.ts'
import type { Operation } from './operation.ts'

/** The flat parameters of a call, sorted by where they are sent. */
export interface RequestParts {
  path: Record<string, unknown>
  query: Record<string, unknown>
  body: Record<string, unknown> | undefined
}

const withoutBody: ReadonlySet<string> = new Set(['GET', 'DELETE', 'HEAD'])

/**
 * Sorts the flat parameters of a call into path, query and body. Those that are neither in the path nor marked as query parameters go into the
 * body, or for a GET, HEAD or DELETE into the query.
 *
 * @throws {InvalidRequestError} the parameters are not an object, or an item of a comma-separated list contains a comma
 */
export function sortParams(operation: Operation, params: Readonly<Record<string, unknown>>): RequestParts {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    throw new InvalidRequestError(`${operation.name} takes its parameters as an object.`)
  }
  const parts: RequestParts = { path: {}, query: {}, body: undefined }
  const hasBody = !withoutBody.has(operation.method)
  for (const [name, given] of Object.entries({ ...params, ...operation.fixed })) {
    const value = operation.joined.includes(name) ? joined(name, given) : given
    if (value === undefined) continue
    if (operation.pieces.includes(name)) parts.path[name] = value
    else if (!hasBody || operation.query.includes(name)) parts.query[name] = value
    else {
      parts.body ??= {}
      parts.body[name] = value
    }
  }
  return parts
}

/** Joins an array with commas. An empty one is left out. */
function joined(name: string, given: unknown): unknown {
  if (!Array.isArray(given)) return given
  if (given.some((each) => String(each).includes(',')))
    throw new InvalidRequestError(`${name} cannot contain a comma, because commas separate its items.`)
  return given.length === 0 ? undefined : given.join(',')
}

/** What all requests of a client have in common. */
export interface RequestDefaults {
  /** URL that the paths are appended to. */
  readonly baseUrl: string
  readonly userAgent: string | undefined
}

/**
 * Builds the request of an operation, with a JSON body.
 *
 * @param path path with its parameters filled in
 * @param search query with its question mark; empty for none
 */
export function toRequest(
  method: string,
  path: string,
  { search, body }: { readonly search: string; readonly body: RequestParts['body'] },
  headers: Readonly<Record<string, string>> | undefined,
  { baseUrl, userAgent }: RequestDefaults,
): Outgoing {
  const url = baseUrl + path + search
  const type = body === undefined ? undefined : { 'Content-Type': 'application/json' }
  const init: RequestInit = {
    method,
    redirect: 'manual',
    headers: { Accept: 'application/json', ...(userAgent && { 'User-Agent': userAgent }), ...type, ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  }
  return { method, url, make: (more) => new Request(url, more === undefined ? init : { ...init, ...more }) }
}
