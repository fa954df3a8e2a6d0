import type { Identity } from '../repository/identity.ts'
import type { PromotionDetails } from './statement.ts'

/** A promotion that brought a package to its stage, or a claim of one: from signed evidence or from a ledger. */
export type HistoryEntry = { readonly package: Identity; readonly slugPerm: string } & (
  | {
      readonly witness: 'evidence'
      readonly verified: true
      /** When it had arrived, in ISO 8601. */
      readonly at: string
      /** URI of the verifier. */
      readonly by: string
      /** Details of the promotion; undefined if another tool created the evidence. */
      readonly details: PromotionDetails | undefined
    }
  | {
      readonly witness: 'ledger'
      readonly verified: true
      /** When the run that brought it finished, in ISO 8601. */
      readonly at: string
      /** Number of the report in the ledger, from 1. */
      readonly seq: number
      /** Digest of the plan. */
      readonly plan: string
      /** Who requested the promotion; null if not given. */
      readonly requestedBy: string | null
    }
  | {
      readonly witness: 'evidence' | 'ledger'
      readonly verified: false
      /** Why it proves nothing. */
      readonly why: string
    }
)
