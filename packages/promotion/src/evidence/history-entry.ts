import type { Identity } from '../repository/identity.ts'
import type { PromotionDetails } from './statement.ts'

/** A promotion that brought a package to where it is, or what claims to prove one: signed evidence, or a ledger. */
export type HistoryEntry = { readonly package: Identity; readonly slugPerm: string } & (
  | {
      readonly witness: 'evidence'
      readonly verified: true
      /** When it had arrived, in ISO 8601. */
      readonly at: string
      /** URI of who verified it. */
      readonly by: string
      /** What it went through; undefined where another tool made the evidence. */
      readonly details: PromotionDetails | undefined
    }
  | {
      readonly witness: 'ledger'
      readonly verified: true
      /** When the run had ended that it arrived by, in ISO 8601. */
      readonly at: string
      /** Place of the report in the ledger. */
      readonly seq: number
      /** Digest of the plan. */
      readonly plan: string
      readonly requestedBy: string | null
    }
  | {
      readonly witness: 'evidence' | 'ledger'
      readonly verified: false
      /** What is wrong with it. */
      readonly why: string
    }
)
