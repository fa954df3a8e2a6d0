import type { Package } from '@cloudsmith-sdk/client'
import { type Identity, identityOf } from '../repository/identity.ts'
import { filesOf, type KeptFile } from './files.ts'

/** What identifies a package within a repository, and what proves its bytes. */
export interface CompactRow {
  readonly package: Identity
  readonly slugPerm: string
  readonly files: readonly KeptFile[]
}

/**
 * Reduces a row to what is kept when whole repositories are read. Each string is stored once, so that a hundred thousand rows fit into little
 * memory.
 */
export function compactRow(row: Package): CompactRow {
  const identity = identityOf(row)
  const { filename } = identity
  // The service repeats the name of the main file, and every response holds its own copy of the string.
  const files = filesOf(row).map((file) => (file.filename === filename ? { filename, sha256: file.sha256 } : file))
  return { package: identity, slugPerm: row.slug_perm, files }
}

/** SHA-256 of the main file in hex; null if the service reports none. */
export const mainDigest = ({ package: { filename }, files }: Pick<CompactRow, 'package' | 'files'>): string | null =>
  (files.find((file) => file.filename === filename) ?? files[0])?.sha256 ?? null
