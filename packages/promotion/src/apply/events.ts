import type { Identity } from '../repository/identity.ts'
import type { Report } from './report.ts'

/** How far a run has come. */
export interface Progress {
  /** Packages that are done, whatever became of them. */
  readonly done: number
  readonly total: number
  /** Requests that are left at least. */
  readonly requests: number
  /** Minutes that those take at the allowance that the service last told; null where it told none. */
  readonly minutes: number | null
}

/** Something that happened while a plan was applied. */
export type ApplyEvent = { readonly progress: Progress } & (
  | { /** The world is as the plan says. */ readonly type: 'checked'; readonly sending: number; readonly present: number }
  | { /** The service took them. */ readonly type: 'sent'; readonly packages: readonly Identity[] }
  | { /** The destination was looked at. */ readonly type: 'looked'; readonly pending: number }
  | { /** There, and verified. */ readonly type: 'arrived'; readonly package: Identity }
  | { readonly type: 'failed'; readonly package: Identity; readonly why: string }
  | { readonly type: 'tagged'; readonly package: Identity; readonly tag: string }
  | { /** Undone. */ readonly type: 'compensated'; readonly package: Identity }
  | { readonly type: 'finished'; readonly report: Report }
)
