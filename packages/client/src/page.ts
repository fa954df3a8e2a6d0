import type { WithResponse } from './call.ts'
import type { CallContext } from './transport/transport.ts'

/** One page of a list. Iterating over it gives its rows. */
export interface Page<T> extends Iterable<T> {
  /** The rows. */
  readonly items: readonly T[]
  /** Number of this page, counted from 1. Undefined for a list that is paged by cursor. */
  readonly page: number | undefined
  /** Number of rows in the whole list; undefined if the service does not report it. */
  readonly count: number | undefined
  /** Number of pages in the whole list; undefined if the service does not report it. */
  readonly pageCount: number | undefined
  /** Whether there may be more pages: false on the last one. */
  readonly hasNext: boolean
}

/** Parameters of one page. */
export type Params = Readonly<Record<string, unknown>>

/** A page with the parameters that it was requested with, and those of the next one. */
export interface FetchedPage<T> extends WithResponse<Page<T>> {
  readonly asked: Params
  readonly context: CallContext
  readonly next: Params | undefined
}
