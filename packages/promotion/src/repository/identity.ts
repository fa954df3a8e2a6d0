import type { Package } from '@cloudsmith-sdk/client'
import { type Coordinates, type Identity, identityOf as identity, keyOf } from '@cloudsmith-sdk/formats'

export { type Identity, keyOf } from '@cloudsmith-sdk/formats'

/** The part of a row that identities are read from. */
export type Identified = Pick<Package, 'format' | 'name' | 'version' | 'filename'> &
  Partial<Pick<Package, 'filepath' | 'distro' | 'distro_version' | 'architectures' | 'package_type' | 'identifiers'>>

/** The identity of a package. Its slugs are no part of it: they differ between repositories and may change. */
export const identityOf = (row: Identified): Identity => identity(coordinatesOf(row))

/** As {@link keyOf}, of a row. */
export const keyOfRow = (row: Identified): string => keyOf(coordinatesOf(row))

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
    identifiers: identifiers && known(identifiers),
  }
}

/** Those that have a value. */
const known = (identifiers: NonNullable<Identified['identifiers']>): Record<string, string> =>
  Object.fromEntries(Object.entries(identifiers).filter((entry): entry is [string, string] => entry[1] !== null))

/** The service's numbers. @see docs/service.md#identity */
const packageTypes: Readonly<Record<number, string>> = { 1: 'binary', 2: 'source', 3: 'combined' }

/** The order of packages in plans, reports and tables. */
export const byKey = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
