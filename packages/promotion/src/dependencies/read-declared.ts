import type { Cloudsmith, PackageDependency } from '@cloudsmith-sdk/client'
import { eachOf } from '../repository/concurrency.ts'
import type { Place } from '../repository/place.ts'
import type { PackageRow } from '../repository/row.ts'
import { type Declared, declaredBy, type Need } from './need.ts'

/** What packages of a repository declare, each asked for once. */
export interface DeclaredReader {
  read(rows: readonly PackageRow[]): Promise<void>
  of(row: PackageRow): Declared
}

/** Packages of these formats declare nothing that a client would fetch from a repository. */
const selfContained: readonly string[] = ['docker', 'generic', 'raw']

const nothing: Declared = { needs: [], provided: [] }

/**
 * Makes the reader: a request for each package, but for those whose dependencies have the checksum of others that were read, such as the wheels of
 * a version for its platforms.
 *
 * @param kindsOf what is asked of a package
 */
export function declaredReader(
  cloudsmith: Cloudsmith,
  { owner, repo }: Place,
  kindsOf: (row: PackageRow) => readonly Need['kind'][],
  signal: AbortSignal | undefined,
): DeclaredReader {
  const declared = new Map<string, Declared>()
  const lists = new Map<string, readonly PackageDependency[]>()
  const keyOf = ({ format, dependencies_checksum_md5: checksum, slug_perm }: PackageRow) =>
    JSON.stringify(checksum ? [format, checksum] : [slug_perm])
  return {
    of: ({ slug_perm }) => declared.get(slug_perm) ?? nothing,
    async read(rows) {
      const fresh = rows.filter(({ slug_perm, format }) => !declared.has(slug_perm) && !selfContained.includes(format))
      const asked = new Map(
        fresh.map((row) => [keyOf(row), row]).filter(([key]) => !lists.has(key as string)) as [string, PackageRow][],
      )
      await eachOf([...asked], async ([key, { slug_perm }]) => {
        const { dependencies } = await cloudsmith.packages.dependencies({ owner, repo, identifier: slug_perm }, { signal })
        lists.set(key, dependencies)
      })
      for (const row of fresh) declared.set(row.slug_perm, declaredBy(row, lists.get(keyOf(row)) ?? [], kindsOf(row)))
    },
  }
}
