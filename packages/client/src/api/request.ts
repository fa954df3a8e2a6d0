import { InvalidRequestError } from '../errors/base.ts'
import type { Outgoing } from '../transport/transport.ts'
import type { Operation } from './operation.ts'
import { fillPath } from './path.ts'

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
 * @throws {InvalidRequestError} the parameters are not an object
 */
export function sortParams(operation: Operation, params: Readonly<Record<string, unknown>>): RequestParts {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    throw new InvalidRequestError(`${operation.name} takes an object of parameters.`)
  }
  const parts: RequestParts = { path: {}, query: {}, body: undefined }
  const hasBody = !withoutBody.has(operation.method)
  for (const [name, value] of Object.entries({ ...params, ...operation.fixed })) {
    if (value === undefined) continue
    if (operation.path.includes(`{${name}}`)) parts.path[name] = value
    else if (!hasBody || operation.query.includes(name)) parts.query[name] = value
    else {
      parts.body ??= {}
      parts.body[name] = value
    }
  }
  return parts
}

/** What every request of a client has in common. */
export interface RequestDefaults {
  /** Address that the paths are below. */
  readonly baseUrl: string
  readonly userAgent: string
}

/**
 * The request of an operation from its flat parameters: an array in the query is repeated, the body is JSON.
 *
 * @throws {InvalidRequestError} a parameter cannot be sent
 */
export function toRequest(
  operation: Operation,
  params: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> | undefined,
  { baseUrl, userAgent }: RequestDefaults,
): Outgoing {
  const { path, query, body } = sortParams(operation, params)
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, String(each)]),
  )
  const url = `${baseUrl}${fillPath(operation.path, path)}${pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`}`
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' }
  const { method } = operation
  const init: RequestInit = {
    method,
    redirect: 'manual',
    headers: { Accept: 'application/json', 'User-Agent': userAgent, ...type, ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  }
  return { method, url, make: (more) => new Request(url, more === undefined ? init : { ...init, ...more }) }
}
