import type { HistoryFilter } from '../../store/history.ts'
import type { Visit } from '../parts.ts'

/** Rows of a page. */
const pageSize = 50
/** Characters of a value in an address, at most. */
const longest = 300
const day = 86_400_000

/** What an address asks for, with the days as they were chosen. */
export interface AskedHistory extends HistoryFilter {
  readonly first: string | undefined
  readonly last: string | undefined
}

/** What an address asks for. What is no day is none. */
export function historyFilter({ context }: Visit): AskedHistory {
  const said = (name: string) => context.req.query(name)?.slice(0, longest).replaceAll('\0', '') || undefined
  const [first, last] = [dayOf(said('first')), dayOf(said('last'))]
  return {
    ...{ pipeline: said('pipeline'), edge: said('edge'), outcome: said('outcome'), person: said('person') },
    ...{ limit: pageSize, after: said('after'), first, last },
    from: first === undefined ? undefined : new Date(first),
    until: last === undefined ? undefined : new Date(Date.parse(last) + day),
  }
}

const dayOf = (text: string | undefined): string | undefined =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined

/** Whether anything is asked for but a place in the list. */
export const isFiltered = ({ pipeline, edge, outcome, person, first, last }: AskedHistory): boolean =>
  [pipeline, edge, outcome, person, first, last].some((value) => value !== undefined)
