import { InvalidRequestError } from '../errors/base.ts'
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
 * @throws {InvalidRequestError} the parameters are not an object
 */
export function sortParams(operation: Operation, params: Readonly<Record<string, unknown>>): RequestParts {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    throw new InvalidRequestError(`${operation.name} takes an object of parameters.`)
  }
  const parts: RequestParts = { path: {}, query: {}, body: undefined }
  const hasBody = !withoutBody.has(operation.method)
  for (const [name, value] of Object.entries(params)) {
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
