import { type Identity, identityOf } from '../repository/identity.ts'
import type { PackageRow } from '../repository/row.ts'
import { nameKeyOf, nameKeyOfPackage } from './names.ts'
import type { Declared, Need } from './need.ts'

/** A package that may meet a dependency. */
export interface Provider {
  readonly row: PackageRow
  readonly identity: Identity
  /** The version to compare; undefined for a provided name without a version, which meets only dependencies that require no version. */
  readonly version: string | undefined
}

/** Packages by the names that they provide. */
export interface Providers {
  add(row: PackageRow, provided?: Declared['provided']): void
  /** The packages that may meet a dependency, whatever their version. */
  of(need: Need): readonly Provider[]
}

/** Creates an empty collection. */
export function emptyProviders(): Providers {
  const byName = new Map<string, Provider[]>()
  const put = (key: string, provider: Provider) => {
    const known = byName.get(key)
    if (known === undefined) byName.set(key, [provider])
    else known.push(provider)
  }
  return {
    add(row, provided = []) {
      const identity = identityOf(row)
      put(nameKeyOfPackage(identity), { row, identity, version: identity.version })
      for (const name of provided) put(nameKeyOf(name), { row, identity, version: name.version })
    },
    of: (need) => (byName.get(nameKeyOf(need)) ?? []).filter(({ identity }) => isPlacedFor(identity, need.place)),
  }
}

/** Whether a package has a distribution and architecture that can meet a dependency. @see docs/service.md#identity */
export const isPlacedFor = (its: Need['place'], wanted: Need['place']): boolean =>
  isOfDistribution(its.distribution, wanted.distribution) && isForMachine(its.architectures, wanted.architectures)

const isOfDistribution = (its: string | undefined, wanted: string | undefined): boolean =>
  its === undefined || wanted === undefined || its === wanted || [its, wanted].some((each) => each.startsWith('any-distro/'))

/** The architecture names of packages that run on every machine. */
const everyMachine: readonly string[] = ['all', 'any', 'noarch', 'none', 'ruby']

function isForMachine(its: readonly string[] = [], wanted: readonly string[] = []): boolean {
  if (its.length === 0 || wanted.length === 0) return true
  return [...its, ...wanted].some((each) => everyMachine.includes(each)) || its.some((each) => wanted.includes(each))
}
