import type { Approval } from '../approval/approval.ts'
import type { Waiver } from '../gates/waiver.ts'
import type { FileDigest } from '../package/files.ts'
import type { Identity } from '../repository/identity.ts'

/** A package that arrived. */
export interface PromotedPackage {
  readonly package: Identity & {
    /** `slug_perm` at the destination. */
    readonly slugPerm: string
  }
  /** Every file, with the digest that was the same on both sides. */
  readonly files: readonly FileDigest[]
  /** Names of the gates that it passed. */
  readonly gates: readonly string[]
  /** Waivers that were in force for it, whether a gate needed them or not. */
  readonly waivers: readonly Waiver[]
}

/** What was promoted together, and what it went through: what evidence is made of. */
export interface PromotedSet {
  /** Slug of the workspace. */
  readonly owner: string
  /** What the pipeline is called. */
  readonly pipeline: string
  /** Slugs of the repositories. */
  readonly from: string
  readonly to: string
  /** When the last of it had arrived and was verified, in ISO 8601. */
  readonly at: string
  /** Hash of the plan that was applied: SHA-256 in hex. */
  readonly plan: string
  readonly requestedBy: string | undefined
  readonly approvals: readonly Approval[]
  readonly packages: readonly PromotedPackage[]
}
