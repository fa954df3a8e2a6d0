import type { Package } from '@cloudsmith-sdk/client'
import { type Identity, identityOf } from '../repository/identity.ts'
import { filesOf, type KeptFile } from './files.ts'

/** What tells a package of a repository from all others, and proves its bytes. */
export interface CompactRow {
  readonly package: Identity
  readonly slugPerm: string
  readonly files: readonly KeptFile[]
}

/** What is kept of a row where whole repositories are read: each text once, so that a hundred thousand rows fit into little memory. */
export function compactRow(row: Package): CompactRow {
  const identity = identityOf(row)
  const { filename } = identity
  // The service repeats the name of the main file, and every answer is a text of its own.
  const files = filesOf(row).map((file) => (file.filename === filename ? { filename, sha256: file.sha256 } : file))
  return { package: identity, slugPerm: row.slug_perm, files }
}

/** SHA-256 in hex of the main file; null where the service tells none. */
export const mainDigest = ({ package: { filename }, files }: Pick<CompactRow, 'package' | 'files'>): string | null =>
  (files.find((file) => file.filename === filename) ?? files[0])?.sha256 ?? null
