import { nearest } from '../core/nearest.ts'
import { visible } from '../core/visible.ts'
import type { Emulator } from '../emulator.ts'
import { packageEvents } from '../generated/events.ts'
import { routes } from '../generated/routes.ts'
import { sortKeys } from '../search/index.ts'
import { placeOf } from '../world/urls.ts'
import { ControlProblem } from './problem.ts'

/** Most rows in a response. */
const mostRows = 1000

/** Which part of a list to show. */
export interface Wanted {
  /** `workspace/repository`. Default: all. */
  readonly place?: string | undefined
  /** A query in the API's search language. */
  readonly query?: string | undefined
  /** A sort order of the API. */
  readonly sort?: string | undefined
  /** How many rows to skip. */
  readonly offset: number
  /** Most rows to return. */
  readonly limit: number
}

/** The ids of all operations of the API. */
export const operations: readonly string[] = routes.map(({ id }) => id)

/** The methods of requests. */
export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** A suggestion for an unknown name. */
export function meaning(name: string, names: Iterable<string>): string {
  const meant = nearest(name, names)
  return meant === undefined ? '' : ` Did you mean ${visible(meant)}?`
}

/** The message for an unknown operation id. */
export const noOperation = (id: string): string => `is not an operation of the API.${meaning(id, operations)}`

/**
 * Parses which rows a request wants.
 *
 * @throws {ControlProblem} 400 for an invalid number, 404 for an unknown repository or order; otherwise the response would be silently wrong
 */
export function wantedOf({ world }: Emulator, query: URLSearchParams): Wanted {
  const place = query.get('repository')
  if (place !== null) mustBeKnown('repository', place, [...world.workspaces.values()].flatMap(placesIn))
  const sort = query.get('sort') ?? undefined
  for (const key of sort?.split(',') ?? []) mustBeKnown('order', key.trim().replace(/^-/, ''), sortKeys)
  return {
    place: place ?? undefined,
    query: query.get('query') ?? undefined,
    sort,
    offset: count(query, 'offset', 0),
    limit: Math.min(count(query, 'limit', 100), mostRows),
  }
}

function count(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  if (text === null) return otherwise
  if (!/^\d{1,15}$/.test(text)) throw new ControlProblem(400, `${name} has to be a whole number.`)
  return Number(text)
}

const placesIn = ({ repositories }: { repositories: ReadonlyMap<string, Parameters<typeof placeOf>[0]> }): string[] =>
  [...repositories.values()].map(placeOf)

/** The operation that a query filters by, if any. @throws {ControlProblem} 404 if it does not exist */
export const operationOf = (query: URLSearchParams): string | null => named('operation', query, operations)

/** The event that a query filters by, if any. @throws {ControlProblem} 404 if it does not exist */
export const eventOf = (query: URLSearchParams): string | null => named('event', query, ['ping', ...packageEvents])

/** The method that a query filters by, if any. @throws {ControlProblem} 404 if it does not exist */
export const methodOf = (query: URLSearchParams): string | null => named('method', query, methods)

/** The status that a query filters by, if any. @throws {ControlProblem} 400 if it is invalid */
export function statusOf(query: URLSearchParams): string | null {
  const status = query.get('status')?.toLowerCase() ?? null
  if (status !== null && !/^(?:[1-5](?:\d\d|xx)|lost)$/.test(status))
    throw new ControlProblem(400, `status has to be a number such as 404, a class such as 4xx, or lost; not ${visible(status)}.`)
  return status
}

function named(what: string, query: URLSearchParams, known: readonly string[]): string | null {
  const name = query.get(what)
  if (name !== null) mustBeKnown(what, name, known)
  return name
}

function mustBeKnown(what: string, name: string, known: readonly string[]): void {
  if (!known.includes(name)) throw new ControlProblem(404, `There is no ${what} ${visible(name)}.${meaning(name, known)}`)
}

/** @throws {ControlProblem} 400 for a parameter that is unknown or repeated, and would be silently ignored */
export function mustHaveOnly(query: URLSearchParams, known: readonly string[]): void {
  for (const name of query.keys()) {
    if (query.getAll(name).length > 1) throw new ControlProblem(400, `The parameter ${visible(name)} is given twice.`)
    if (known.includes(name)) continue
    const all = known.length === 0 ? ' This request has none.' : ` There are ${known.join(', ')}.`
    throw new ControlProblem(400, `There is no parameter ${visible(name)}.${meaning(name, known) || all}`)
  }
}
