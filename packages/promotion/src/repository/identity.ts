import type { Package } from '@cloudsmith-sdk/client'
import { type Coordinates, type Identity, identityOf as identityOfCoordinates, keyOf as makeKey } from '@cloudsmith-sdk/formats'

export type { Identity } from '@cloudsmith-sdk/formats'

/** The part of a row that its identity is derived from. */
export type Identified = Pick<Package, 'format' | 'name' | 'version' | 'filename'> &
  Partial<Pick<Package, 'filepath' | 'distro' | 'distro_version' | 'architectures' | 'package_type' | 'identifiers'>>

/** The identity of a package. Its slugs are not part of it, because they differ between repositories and may change. */
export function identityOf(row: Identified): Identity {
  const before = identities.get(row)
  if (before !== undefined) return before
  const identity = identityOfCoordinates(coordinatesOf(row))
  identities.set(row, identity)
  return identity
}

/** A string that is equal for packages of the same identity and for no others, whatever their bytes. */
export function keyOf(identity: Identity): string {
  const before = keys.get(identity)
  if (before !== undefined) return before
  const key = makeKey(identity)
  keys.set(identity, key)
  return key
}

/** Like {@link keyOf}, for a row. */
export const keyOfRow = (row: Identified): string => keyOf(identityOf(row))

// Cached, because large plans use them again and again.
const identities = new WeakMap<Identified, Identity>()
const keys = new WeakMap<Identity, string>()

function coordinatesOf(row: Identified): Coordinates {
  const { format, name, version, filename, filepath, distro, distro_version, architectures, package_type, identifiers } = row
  return {
    format,
    name,
    version,
    filename: format === 'generic' ? filepath || filename : filename,
    distribution: distro ? [distro.slug, ...(distro_version ? [distro_version.slug] : [])].join('/') : undefined,
    architectures: architectures?.map((architecture) => architecture.name),
    type: package_type === undefined ? undefined : packageTypes[package_type],
    identifiers: identifiers && thoseWithValue(identifiers),
  }
}

const thoseWithValue = (identifiers: NonNullable<Identified['identifiers']>): Record<string, string> =>
  Object.fromEntries(Object.entries(identifiers).filter((entry): entry is [string, string] => entry[1] !== null))

/** The service's numbers for package types. @see docs/service.md#identity */
const packageTypes: Readonly<Record<number, string>> = { 1: 'binary', 2: 'source', 3: 'combined' }

/** Compares by code unit, so that the order is the same on every machine. */
export const byKey = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What decides the place of an item in the order of plans. */
export interface Ordered {
  readonly identity: Identity
  readonly slugPerm: string
}

/** Sorts items in the order of plans, reports and tables: by identity, then by `slug_perm`. */
export const inOrder = <T>(items: readonly T[], orderedBy: (item: T) => Ordered): T[] =>
  items.toSorted((a, b) => {
    const [left, right] = [orderedBy(a), orderedBy(b)]
    return byKey(keyOf(left.identity), keyOf(right.identity)) || byKey(left.slugPerm, right.slugPerm)
  })

/** What decides the place of a row in the order of plans. */
export const rowOrder = (row: Identified & Pick<Package, 'slug_perm'>): Ordered => ({
  identity: identityOf(row),
  slugPerm: row.slug_perm,
})
