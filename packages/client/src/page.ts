import type { WithResponse } from './call.ts'
import type { CallContext } from './transport/transport.ts'

/** One page of a list. */
export interface Page<T> extends Iterable<T> {
  /** The rows. */
  readonly items: readonly T[]
  /** Number of this page, from 1. Undefined for a list that is read by cursor. */
  readonly page: number | undefined
  /** Rows in the whole list, where the service counts them. */
  readonly count: number | undefined
  /** Pages in the whole list, where the service counts them. */
  readonly pageCount: number | undefined
  /** There may be more: false on the last page. */
  readonly hasNext: boolean
}

/** Parameters of one page. */
export type Params = Readonly<Record<string, unknown>>

/** A page with what was asked for it, and what to ask for the next. */
export interface FetchedPage<T> extends WithResponse<Page<T>> {
  readonly asked: Params
  readonly context: CallContext
  readonly next: Params | undefined
}
