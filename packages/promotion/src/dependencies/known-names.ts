import type { Package } from '@cloudsmith-sdk/client'
import { identityOf } from '../repository/identity.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import { type PackageRow, rowOf } from '../repository/row.ts'
import { nameKeyOf, nameKeyOfPackage, soughtFor } from './names.ts'
import type { Need } from './need.ts'
import { emptyProviders, type Provider } from './providers.ts'

/** The packages of a repository by name, each name being read only once. */
export interface KnownNames {
  /** Reads the names that have not been read yet, many at once. */
  read(needs: readonly Need[]): Promise<void>
  /** The packages that may meet a dependency, whatever their version. */
  of(need: Need): readonly Provider[]
}

/** @param counts which packages of the repository may be used */
export function knownNames(reader: RepositoryReader, counts: (row: PackageRow) => boolean): KnownNames {
  const providers = emptyProviders()
  const known = new Set<string>()
  const seen = new Set<string>()
  return {
    of: providers.of,
    async read(needs) {
      const fresh = new Map(needs.map((need) => [nameKeyOf(need), need]))
      for (const key of [...fresh.keys()]) if (known.has(key)) fresh.delete(key)
      if (fresh.size === 0) return
      for (const key of fresh.keys()) known.add(key)
      const met = (row: Package) => {
        // A query returns more than its names, and a full list may be read several times.
        if (seen.has(row.slug_perm) || !known.has(nameKeyOfPackage(identityOf(row))) || !counts(row)) return
        seen.add(row.slug_perm)
        providers.add(rowOf(row))
      }
      await reader.find([...fresh.values()].map(soughtFor), { versions: true, met })
    },
  }
}
