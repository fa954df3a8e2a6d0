import type { Head } from './head.ts'

/** Output of `push`: what was uploaded into a stage. */
export interface PushedDocument extends Head<'pushed'> {
  /** True in a dry run: nothing was uploaded. */
  readonly dryRun: boolean
  /** False if it was interrupted: it is then unknown whether files that are not listed were uploaded. */
  readonly complete: boolean
  readonly items: readonly PushedLine[]
}

/** A file that was uploaded, or would be. */
export type PushedLine = PushedFile | PushableFile

/** A file, and the package that it became. */
export interface PushedFile {
  /** Path of the file, as given. */
  readonly file: string
  /** `slug_perm` of the package. */
  readonly slugPerm: string
  readonly format: string
  /** Name of the package; null if Cloudsmith reports none. */
  readonly name: string | null
  /** Version of the package; null if Cloudsmith reports none. */
  readonly version: string | null
  /** SHA-256 in hex; null if Cloudsmith reports none. */
  readonly sha256: string | null
}

/** A file that would be uploaded. */
export interface PushableFile {
  /** Path of the file, as given. */
  readonly file: string
  /** Slug of the repository. */
  readonly repository: string
  readonly format: string
}

/** Output of `prune`: old packages of a stage. */
export interface PrunedDocument extends Head<'pruned'> {
  /** Name of the stage. */
  readonly stage: string
  /** True in a dry run: nothing was deleted. */
  readonly dryRun: boolean
  /** False if it was interrupted: there are more old packages than are listed. */
  readonly complete: boolean
  /** Packages that were deleted, or would be. */
  readonly items: readonly PrunedPackage[]
  /** Packages that are old but were kept. */
  readonly kept: readonly KeptPackage[]
}

/** An old package. */
export interface PrunedPackage {
  /** `slug_perm` of the package. */
  readonly slugPerm: string
  readonly format: string
  /** Name of the package; null if Cloudsmith reports none. */
  readonly name: string | null
  /** Version of the package; null if Cloudsmith reports none. */
  readonly version: string | null
  /** When it was uploaded, in ISO 8601. */
  readonly uploadedAt: string
  /** Size in bytes. */
  readonly size: number
}

/** An old package that is kept because a later stage does not have it. */
export interface KeptPackage extends PrunedPackage {
  /** Name of the stage that lacks it. */
  readonly lackedBy: string
}
