import type { Package } from '@cloudsmith-sdk/client'
import { compareDigests, digestsOf, type FileDifference, type Identity, identityOf, keyOf } from '../identity.ts'
import type { StandingKind } from './plan.ts'

/** What a plan keeps of a package at the destination. */
export interface Present extends Identity {
  readonly slugPerm: string
  readonly files: ReturnType<typeof digestsOf>
  readonly inFlight: boolean
  readonly failed: boolean
  readonly uploadedAt: string
  readonly size: number
  readonly type: number
}

/** The part of a row that a plan needs of the destination. */
export const presentOf = (row: Package): Present => ({
  ...identityOf(row),
  slugPerm: row.slug_perm,
  files: digestsOf(row),
  inFlight: row.is_sync_in_flight,
  failed: row.is_sync_failed,
  uploadedAt: row.uploaded_at,
  size: row.size,
  type: row.package_type,
})

/** How a package stands to its destination. */
export type Standing =
  | { readonly kind: Exclude<StandingKind, 'other bytes'> }
  | { readonly kind: 'other bytes'; readonly differences: readonly FileDifference[] }

/** Makes the function that tells how a package stands to the destination. */
export function standings(present: readonly Present[]): (source: Package) => Standing {
  const byKey = new Map<string, Present[]>()
  for (const there of present) if (!there.failed) groupOf(byKey, keyOf(there)).push(there)
  return (source) => {
    const found = byKey.get(keyOf(source)) ?? []
    const compared = found.map((there) => compareDigests(digestsOf(source), there.files).differences)
    const [differences] = compared
    if (differences === undefined) return { kind: 'absent' }
    if (compared.some(({ length }) => length === 0)) return { kind: 'same' }
    // The service tells no digests before a copy is synchronised.
    return found.some(({ inFlight }) => inFlight) ? { kind: 'in flight' } : { kind: 'other bytes', differences }
  }
}

/** The group under a key, made where it is missing. */
export function groupOf<T>(groups: Map<string, T[]>, key: string): T[] {
  const group = groups.get(key) ?? []
  groups.set(key, group)
  return group
}
