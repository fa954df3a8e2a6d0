import { InvalidRequestError } from '../errors/base.ts'
import type { Outgoing } from '../transport/transport.ts'
import type { Operation } from './operation.ts'

/** The flat parameters of a call, sorted to where each belongs. */
export interface RequestParts {
  path: Record<string, unknown>
  query: Record<string, unknown>
  body: Record<string, unknown> | undefined
}

const withoutBody: ReadonlySet<string> = new Set(['GET', 'DELETE', 'HEAD'])

/**
 * Sorts the flat parameters of a call: names in the path, then those of the query, and the rest is the body, or for a GET or DELETE
 * the query.
 *
 * @throws {InvalidRequestError} the parameters are not an object, or what is joined with commas holds one
 */
export function sortParams(operation: Operation, params: Readonly<Record<string, unknown>>): RequestParts {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    throw new InvalidRequestError(`${operation.name} takes an object of parameters.`)
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

/** Several in one text, with commas between them. None at all are left out. */
function joined(name: string, given: unknown): unknown {
  if (!Array.isArray(given)) return given
  if (given.some((each) => String(each).includes(',')))
    throw new InvalidRequestError(`${name} cannot hold a comma, which is what stands between its parts.`)
  return given.length === 0 ? undefined : given.join(',')
}

/** What every request of a client has in common. */
export interface RequestDefaults {
  /** Address that the paths are below. */
  readonly baseUrl: string
  readonly userAgent: string | undefined
}

/**
 * The request of an operation: an array in the query is repeated, unless it is one that is joined with commas; a `Date` is ISO 8601, what is null
 * is left out; the body is JSON.
 *
 * @param path with the values in their places
 * @throws {InvalidRequestError} a parameter cannot be sent
 */
export function toRequest(
  method: string,
  path: string,
  { query, body }: RequestParts,
  headers: Readonly<Record<string, string>> | undefined,
  { baseUrl, userAgent }: RequestDefaults,
): Outgoing {
  const url = baseUrl + path + toQuery(query)
  const type = body === undefined ? undefined : { 'Content-Type': 'application/json' }
  const init: RequestInit = {
    method,
    redirect: 'manual',
    headers: { Accept: 'application/json', ...(userAgent && { 'User-Agent': userAgent }), ...type, ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  }
  return { method, url, make: (more) => new Request(url, more === undefined ? init : { ...init, ...more }) }
}

function toQuery(query: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(query)
  // Costly to make, and most calls have none.
  if (names.length === 0) return ''
  const search = new URLSearchParams()
  for (const name of names) {
    for (const value of [query[name]].flat()) if (value !== undefined && value !== null) search.append(name, toText(name, value))
  }
  return search.size === 0 ? '' : `?${search}`
}

function toText(name: string, value: unknown): string {
  if (!(value instanceof Date)) return String(value)
  if (Number.isNaN(value.getTime())) throw new InvalidRequestError(`${name} is an invalid Date.`)
  return value.toISOString()
}
