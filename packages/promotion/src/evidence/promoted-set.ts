import type { Waiver } from '../gates/waiver.ts'
import type { FileDigest } from '../package/files.ts'
import type { Identity } from '../repository/identity.ts'

/** An approval that covers packages as they were promoted. */
export interface PromotedApproval {
  /** Name of the person, according to `people` of the pipeline. */
  readonly by: string
  /** When it was given, in ISO 8601. */
  readonly at: string
  /** When it expires, in ISO 8601; null if it does not. */
  readonly expires: string | null
  /** Whether a signature or an identity token proved it. */
  readonly signed: boolean
}

/** A package that was promoted. */
export interface PromotedPackage {
  readonly package: Identity & {
    /** `slug_perm` at the destination. */
    readonly slugPerm: string
  }
  /** Every file, with the digest that was the same on both sides. */
  readonly files: readonly FileDigest[]
  /** Names of the gates that it passed. */
  readonly gates: readonly string[]
  /** The waivers that were in force for it, whether a gate needed them or not. */
  readonly waivers: readonly Waiver[]
  /** Who approved this package with these bytes, under these rules and waivers; sorted and without duplicates. */
  readonly approvedBy: readonly string[]
}

/** Packages that were promoted together, with their gates, waivers and approvals: the content of evidence. */
export interface PromotedSet {
  /** Slug of the workspace. */
  readonly owner: string
  /** Name of the pipeline. */
  readonly pipeline: string
  /** Names of the stages. */
  readonly from: string
  readonly to: string
  /** Slugs of their repositories. */
  readonly source: string
  readonly destination: string
  /** When the last package had arrived and been verified, in ISO 8601. */
  readonly at: string
  /** Digest of the plan that was applied: SHA-256 in hex. */
  readonly plan: string
  /** Who requested the promotion; undefined if not given. */
  readonly requestedBy: string | undefined
  /** The approvals that cover at least one of the packages. */
  readonly approvals: readonly PromotedApproval[]
  readonly packages: readonly PromotedPackage[]
}
