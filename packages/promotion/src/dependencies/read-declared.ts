import type { Cloudsmith, PackageDependency } from '@cloudsmith-sdk/client'
import { eachOf } from '../repository/concurrency.ts'
import type { Place } from '../repository/place.ts'
import type { PackageRow } from '../repository/row.ts'
import { bareRows } from './bare.ts'
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
 * a version for its platforms, and for those that are known to have none.
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
  const bare = bareRows()

  async function ask(rows: readonly PackageRow[]): Promise<void> {
    const asked = new Map(rows.toReversed().map((row) => [listOf(row), row]))
    for (const key of lists.keys()) asked.delete(key)
    await eachOf([...asked], async ([key, row]) => {
      const { dependencies } = await cloudsmith.packages.dependencies({ owner, repo, identifier: row.slug_perm }, { signal })
      lists.set(key, dependencies)
      bare.learn(row, dependencies.length === 0)
    })
  }

  return {
    of: ({ slug_perm }) => declared.get(slug_perm) ?? nothing,
    async read(rows) {
      const fresh = rows.filter(({ slug_perm, format }) => !declared.has(slug_perm) && !selfContained.includes(format))
      const unmarked = fresh.filter(({ dependencies_checksum_md5: checksum }) => !checksum)
      await ask(fresh.filter(({ dependencies_checksum_md5: checksum }) => checksum))
      await ask(bare.firstOf(unmarked))
      await ask(unmarked.filter((row) => !bare.declaresNothing(row)))
      for (const row of fresh) declared.set(row.slug_perm, declaredBy(row, lists.get(listOf(row)) ?? [], kindsOf(row)))
    },
  }
}

/** Equal for packages whose dependencies are the same. */
const listOf = ({ format, dependencies_checksum_md5: checksum, slug_perm }: PackageRow): string =>
  JSON.stringify(checksum ? [format, checksum] : [slug_perm])
