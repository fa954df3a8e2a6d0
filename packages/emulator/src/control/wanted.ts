import { nearest } from '../core/nearest.ts'
import { visible } from '../core/visible.ts'
import type { Emulator } from '../emulator.ts'
import { packageEvents } from '../generated/events.ts'
import { routes } from '../generated/routes.ts'
import { placeOf } from '../world/urls.ts'
import { ControlProblem } from './problem.ts'
import type { Wanted } from './views.ts'

const operations: ReadonlySet<string> = new Set(routes.map(({ id }) => id))

/** What may have been meant by a name that there is not. */
export function meaning(name: string, names: Iterable<string>): string {
  const meant = nearest(name, names)
  return meant === undefined ? '' : ` Did you mean ${visible(meant)}?`
}

/** Whether the API has an operation. */
export const isOperation = (id: string): boolean => operations.has(id)

/** What is wrong with the id of an operation that there is not. */
export const noOperation = (id: string): string => `is no operation of the API.${meaning(id, operations)}`

/**
 * Reads what a query wants to see.
 *
 * @throws {ControlProblem} 400 for a number that is none, 404 for a repository that there is not: nothing would be shown, and nobody told
 */
export function wantedOf({ world }: Emulator, query: URLSearchParams): Wanted {
  const limit = query.get('limit')
  if (limit !== null && !/^\d{1,9}$/.test(limit)) throw new ControlProblem(400, 'limit has to be a whole number.')
  const place = query.get('repository')
  if (place !== null) mustBeKnown('repository', place, [...world.workspaces.values()].flatMap(placesIn))
  return {
    place: place ?? undefined,
    query: query.get('query') ?? undefined,
    limit: limit === null ? undefined : Number(limit),
  }
}

const placesIn = ({ repositories }: { repositories: ReadonlyMap<string, Parameters<typeof placeOf>[0]> }): string[] =>
  [...repositories.values()].map(placeOf)

/** The operation that a query wants to see, if it names one. @throws {ControlProblem} 404 for one that there is not */
export const operationOf = (query: URLSearchParams): string | undefined => named('operation', query, [...operations])

/** The event that a query wants to see, if it names one. @throws {ControlProblem} 404 for one that there is not */
export const eventOf = (query: URLSearchParams): string | undefined => named('event', query, ['ping', ...packageEvents])

function named(what: string, query: URLSearchParams, known: readonly string[]): string | undefined {
  const name = query.get(what)
  if (name === null) return undefined
  mustBeKnown(what, name, known)
  return name
}

function mustBeKnown(what: string, name: string, known: readonly string[]): void {
  if (!known.includes(name)) throw new ControlProblem(404, `There is no ${what} ${visible(name)}.${meaning(name, known)}`)
}

/** @throws {ControlProblem} 400 for a parameter that a request does not have: it would be ignored, and nobody told */
export function mustHaveOnly(query: URLSearchParams, known: readonly string[]): void {
  for (const name of query.keys()) {
    if (known.includes(name)) continue
    const all = known.length === 0 ? ' This request has none.' : ` There are ${known.join(', ')}.`
    throw new ControlProblem(400, `There is no parameter ${visible(name)}.${meaning(name, known) || all}`)
  }
}
