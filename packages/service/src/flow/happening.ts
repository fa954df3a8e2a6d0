import type { Queryable } from '../database/database.ts'

/** Something that happened which people may want to hear of. Numbers are those of plans, runs and tasks. */
export type Happening = { readonly pipeline: string; readonly edge: string; readonly at: Date } & (
  | {
      /** Something is to go, or waits for people. */ readonly type: 'plan kept'
      readonly plan: number
      readonly asksPeople: boolean
    }
  | { readonly type: 'plan approved'; readonly plan: number; readonly by: string }
  | { readonly type: 'plan refused'; readonly plan: number; readonly by: string; readonly why: string }
  | { readonly type: 'run began'; readonly plan: number; readonly run: number }
  | { readonly type: 'run ended'; readonly plan: number; readonly run: number; readonly outcome: string }
  | { readonly type: 'paused'; readonly by: string; readonly why: string; readonly until: Date | null }
  | { readonly type: 'resumed'; readonly by: string }
  | { /** A person has to see to it. */ readonly type: 'task opened'; readonly task: number; readonly title: string }
)

/** Hears of what happened, in the transaction that makes it so: what is written through it is there if that is, and only then. */
export type Listener = (transaction: Queryable, happening: Happening) => Promise<void>
