import type { HistoryFilter } from '../../store/history.ts'
import type { Visit } from '../parts.ts'

/** Rows on a page. */
const pageSize = 50
/** Maximum length of a value in an address. */
const longest = 300
const day = 86_400_000

/** The filter in an address, with the selected days. */
export interface AskedHistory extends HistoryFilter {
  readonly first: string | undefined
  readonly last: string | undefined
}

/** Reads the filter from an address. Values that are not days are ignored. */
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

/** Whether any filter is set, apart from the position in the list. */
export const isFiltered = ({ pipeline, edge, outcome, person, first, last }: AskedHistory): boolean =>
  [pipeline, edge, outcome, person, first, last].some((value) => value !== undefined)
