import type { Head } from './head.ts'

/** `push`: what was brought into a stage. */
export interface PushedDocument extends Head<'pushed'> {
  /** Nothing was pushed. */
  readonly dryRun: boolean
  /** False: it was cut off, and files that are not listed are not known to be there. */
  readonly complete: boolean
  readonly items: readonly PushedLine[]
}

/** A file that was pushed, or would be. */
export type PushedLine = PushedFile | PushableFile

/** A file, and the package that became of it. */
export interface PushedFile {
  readonly file: string
  readonly slugPerm: string
  readonly format: string
  /** Null where the service tells none. */
  readonly name: string | null
  readonly version: string | null
  /** SHA-256 in hex; null where the service tells none. */
  readonly sha256: string | null
}

/** A file that would be pushed. */
export interface PushableFile {
  readonly file: string
  /** Slug of the repository. */
  readonly repository: string
  readonly format: string
}

/** `prune`: old packages of a stage. */
export interface PrunedDocument extends Head<'pruned'> {
  readonly stage: string
  /** Nothing was deleted. */
  readonly dryRun: boolean
  /** False: it was cut off, and more is old than is listed. */
  readonly complete: boolean
  /** Deleted, or would be. */
  readonly items: readonly PrunedPackage[]
  /** Old, and kept all the same. */
  readonly kept: readonly KeptPackage[]
}

/** An old package. */
export interface PrunedPackage {
  readonly slugPerm: string
  readonly format: string
  /** Null where the service tells none. */
  readonly name: string | null
  readonly version: string | null
  /** ISO 8601. */
  readonly uploadedAt: string
  /** Bytes. */
  readonly size: number
}

/** An old package that a later stage does not have. */
export interface KeptPackage extends PrunedPackage {
  /** Name of the stage. */
  readonly lackedBy: string
}
