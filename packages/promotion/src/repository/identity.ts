import type { Package } from '@cloudsmith-sdk/client'
import { type Coordinates, type Identity, identityOf as identityOfCoordinates, keyOf } from '@cloudsmith-sdk/formats'

export { type Identity, keyOf } from '@cloudsmith-sdk/formats'

/** The part of a row that identities are read from. */
export type Identified = Pick<Package, 'format' | 'name' | 'version' | 'filename'> &
  Partial<Pick<Package, 'filepath' | 'distro' | 'distro_version' | 'architectures' | 'package_type' | 'identifiers'>>

/** The identity of a package. Its slugs are no part of it: they differ between repositories and may change. */
export const identityOf = (row: Identified): Identity => knownOf(row).identity

/** As {@link keyOf}, of a row. */
export const keyOfRow = (row: Identified): string => knownOf(row).key

/** Made once for each row: a large plan asks for them again and again. */
const known = new WeakMap<Identified, { readonly identity: Identity; readonly key: string }>()

function knownOf(row: Identified) {
  const before = known.get(row)
  if (before !== undefined) return before
  const identity = identityOfCoordinates(coordinatesOf(row))
  const made = { identity, key: keyOf(identity) }
  known.set(row, made)
  return made
}

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

/** The service's numbers. @see docs/service.md#identity */
const packageTypes: Readonly<Record<number, string>> = { 1: 'binary', 2: 'source', 3: 'combined' }

/** By code unit, the same on every machine. */
export const byKey = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** In the order of plans, reports and tables: by identity, and by `slug_perm` what nothing else tells apart. Each key is made once. */
export function inOrder<T>(items: readonly T[], keysOf: (item: T) => readonly [key: string, slugPerm: string]): T[] {
  return items
    .map((item) => ({ item, keys: keysOf(item) }))
    .sort((a, b) => byKey(a.keys[0], b.keys[0]) || byKey(a.keys[1], b.keys[1]))
    .map(({ item }) => item)
}

/** What rows are put in order by. */
export const keysOfRow = (row: Identified & Pick<Package, 'slug_perm'>): readonly [string, string] => [
  keyOfRow(row),
  row.slug_perm,
]
