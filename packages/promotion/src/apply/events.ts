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
  | {
      /** The destination was looked at. */
      readonly type: 'looked'
      /** Packages that are not done. */
      readonly pending: number
      /** Those of them that are there and are to be scanned; the others are to be synchronised. */
      readonly scanning: number
      /** Milliseconds until it is looked at again. */
      readonly pause: number
    }
  | { /** There, and verified. */ readonly type: 'arrived'; readonly package: Identity }
  | { readonly type: 'failed'; readonly package: Identity; readonly why: string }
  | { /** The tag of the stage was asked for, or is about to be. */ readonly type: 'tagging'; readonly left: number }
  | { /** It shows its tag. */ readonly type: 'tagged'; readonly package: Identity; readonly tag: string }
  | { /** Undone. */ readonly type: 'compensated'; readonly package: Identity }
  | { readonly type: 'finished'; readonly report: Report }
)
