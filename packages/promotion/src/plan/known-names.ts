import { type Identity, identityOf } from '../repository/identity.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import type { PackageRow } from '../repository/row.ts'
import { keyOfProvider, type Need, needKey, serves, soughtFor } from './need.ts'

/** A package that may meet a need. */
export interface Provider {
  readonly row: PackageRow
  readonly identity: Identity
}

/** What a repository has of the names that are asked for, each of which is read once. */
export interface KnownNames {
  /** Reads those names that have not been read, many at once. */
  read(needs: readonly Need[]): Promise<void>
  /** The packages that may meet a need, whatever their version. */
  providersOf(need: Need): readonly Provider[]
}

/** @param counts which packages of the repository may be used */
export function knownNames(reader: RepositoryReader, counts: (row: PackageRow) => boolean): KnownNames {
  const providers = new Map<string, Provider[]>()
  return {
    async read(needs) {
      const fresh = new Map(
        needs.map((need) => [needKey(need), need]).filter(([key]) => !providers.has(key as string)) as [string, Need][],
      )
      if (fresh.size === 0) return
      for (const key of fresh.keys()) providers.set(key, [])
      const met = (row: PackageRow) => {
        const identity = identityOf(row)
        const key = keyOfProvider(identity)
        if (fresh.has(key) && counts(row)) providers.get(key)?.push({ row, identity })
      }
      await reader.find([...fresh.values()].map(soughtFor), { versions: true, met })
    },
    providersOf: (need) => (providers.get(needKey(need)) ?? []).filter(({ identity }) => serves(identity, need)),
  }
}
