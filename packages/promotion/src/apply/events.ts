import type { Identity } from '../repository/identity.ts'
import type { Report } from './report.ts'

/** The progress of a run. */
export interface Progress {
  /** Packages that are finished, whatever their outcome. */
  readonly done: number
  /** All packages of the plan. */
  readonly total: number
  /** The least number of requests that remain. */
  readonly requests: number
  /** Minutes that those take under the rate limit that the service last reported; null if it reported none. */
  readonly minutes: number | null
}

/** Something that happened while a plan was being applied. */
export type ApplyEvent = { readonly progress: Progress } & (
  | { /** Both repositories were checked. */ readonly type: 'checked'; readonly sending: number; readonly present: number }
  | { /** The service accepted them. */ readonly type: 'sent'; readonly packages: readonly Identity[] }
  | {
      /** The destination was checked. */
      readonly type: 'looked'
      /** Packages that are not finished. */
      readonly pending: number
      /** How many of them are there and await their scan; the others await synchronisation. */
      readonly scanning: number
      /** Milliseconds until the next check. */
      readonly pause: number
    }
  | { /** Arrived, and verified. */ readonly type: 'arrived'; readonly package: Identity }
  | { readonly type: 'failed'; readonly package: Identity; readonly why: string }
  | { /** The tag of the stage is being set; `left` packages remain. */ readonly type: 'tagging'; readonly left: number }
  | { /** The tag was read back. */ readonly type: 'tagged'; readonly package: Identity; readonly tag: string }
  | { /** Undone. */ readonly type: 'compensated'; readonly package: Identity }
  | { readonly type: 'finished'; readonly report: Report }
)
