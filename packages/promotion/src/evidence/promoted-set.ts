import type { Waiver } from '../gates/waiver.ts'
import type { FileDigest } from '../package/files.ts'
import type { Identity } from '../repository/identity.ts'

/** Somebody who agreed to packages that were promoted, as they were promoted. */
export interface PromotedApproval {
  /** The one name of the person, by the pipeline's `people`. */
  readonly by: string
  /** ISO 8601. */
  readonly at: string
  /** ISO 8601; null where it does not end by itself. */
  readonly expires: string | null
  /** It was proved by a signature or an identity token. */
  readonly signed: boolean
}

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
  /** Who agreed to this package, with these bytes, under these rules and waivers: each once, in order. */
  readonly approvedBy: readonly string[]
}

/** What was promoted together, and what it went through: what evidence is made of. */
export interface PromotedSet {
  /** Slug of the workspace. */
  readonly owner: string
  /** What the pipeline is called. */
  readonly pipeline: string
  /** Names of the stages. */
  readonly from: string
  readonly to: string
  /** Slugs of their repositories. */
  readonly source: string
  readonly destination: string
  /** When the last of it had arrived and was verified, in ISO 8601. */
  readonly at: string
  /** Digest of the plan that was applied: SHA-256 in hex. */
  readonly plan: string
  readonly requestedBy: string | undefined
  /** Those that cover something of the set. */
  readonly approvals: readonly PromotedApproval[]
  readonly packages: readonly PromotedPackage[]
}
