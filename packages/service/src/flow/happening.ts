import type { Queryable } from '../database/database.ts'

/** An event that people may want to hear of. Plans, runs and tasks are given by their numbers. */
export type Happening = { readonly pipeline: string; readonly edge: string; readonly at: Date } & (
  | {
      /** A plan was made, which is applied or waits for approval. */ readonly type: 'plan kept'
      readonly plan: number
      readonly asksPeople: boolean
    }
  | { readonly type: 'plan approved'; readonly plan: number; readonly by: string }
  | { readonly type: 'plan refused'; readonly plan: number; readonly by: string; readonly why: string }
  | { readonly type: 'run began'; readonly plan: number; readonly run: number }
  | { readonly type: 'run ended'; readonly plan: number; readonly run: number; readonly outcome: string }
  | { readonly type: 'paused'; readonly by: string; readonly why: string; readonly until: Date | null }
  | { readonly type: 'resumed'; readonly by: string }
  | { /** Something needs a person. */ readonly type: 'task opened'; readonly task: number; readonly title: string }
)

/** Receives events in the transaction that causes them: what it writes is committed with that transaction, or not at all. */
export type Listener = (transaction: Queryable, happening: Happening) => Promise<void>
