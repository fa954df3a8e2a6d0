import { ControlProblem } from './problem.ts'

/** Most rows of an answer. */
const mostRows = 1000

/** What to show of a list. */
export interface Wanted {
  /** `workspace/repository`; all unless said otherwise. */
  readonly place?: string | undefined
  /** A query as in the API. */
  readonly query?: string | undefined
  /** An order as in the API. */
  readonly sort?: string | undefined
  /** How many rows are left out before the first. */
  readonly offset: number
  /** At most this many rows. */
  readonly limit: number
}

/** Reads what a request says of the rows that it wants. @throws {ControlProblem} 400 */
export function wanted(query: URLSearchParams): Wanted {
  return {
    place: query.get('repository') ?? undefined,
    query: query.get('query') ?? undefined,
    sort: query.get('sort') ?? undefined,
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
