import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { RepositoryReader } from '../../repository/repository.ts'
import type { PackageRow } from '../../repository/row.ts'
import type { NeedKind } from '../kinds.ts'
import type { VersionRequirement } from '../requirement.ts'

/** Where packages and their files are read from. */
export interface NativeSides {
  readonly cloudsmith: Cloudsmith
  readonly source: RepositoryReader
  readonly destination: RepositoryReader
  readonly signal: AbortSignal | undefined
}

/** What the files of a package say that its client needs to install it, in addition to the dependencies listed by the service. */
export interface NativeAnswer {
  readonly needs: readonly { readonly name: string; readonly kind: NeedKind; readonly requirement: VersionRequirement }[]
  /** What cannot be determined, and why. */
  readonly unknown?: { readonly what: string; readonly why: string }
}

/** Reads files of packages of one format. */
export interface NativeReader {
  read(rows: readonly PackageRow[]): Promise<void>
  of(row: PackageRow): NativeAnswer
}
