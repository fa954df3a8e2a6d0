import { identityOf as told } from '@cloudsmith-sdk/formats'
import { coordinatesOf, identityOf } from '../world/coordinates.ts'
import type { PackageRecord } from '../world/records.ts'

/** Another package of the repository with the same identity, which has been read and has not failed. */
export function findTwin(pkg: PackageRecord): PackageRecord | undefined {
  const identity = identityOf(pkg.content)
  if (identity === undefined) return undefined
  return pkg.repository.packages.byIdentity(identity).find((other) => other !== pkg && other.sync.state !== 'failed')
}

/** The reason of a synchronisation that failed because of a duplicate, with a description of that. Clients recognise its last sentence. */
export function duplicateReason(twin: PackageRecord): string {
  const { name, version, filename, distribution, architectures = [] } = told(coordinatesOf(twin.content))
  const what = [
    ...(name === '' ? [] : [`the name '${name}'`]),
    ...(version === '' ? [] : [`version '${version}'`]),
    `filename '${filename}'`,
    ...(distribution === undefined ? [] : [`distribution '${distribution}'`]),
    ...(architectures.length === 0 ? [] : [`architecture '${architectures.join(' ')}'`]),
  ]
  return `A package with ${what.join(', ')} already exists. Publishing it again needs the republish option. This package should be deleted.`
}
