import type { PackageDependency } from '@cloudsmith-sdk/client'
import { eachOf } from '../repository/concurrency.ts'
import type { PackageRow } from '../repository/row.ts'
import { bareRows } from './bare.ts'
import type { NeedKind } from './kinds.ts'
import type { NativeReader, NativeSides } from './native/native-reader.ts'
import { type Declared, declaredBy, withNative } from './need.ts'
import { toldBy } from './told-by.ts'

/** The declared dependencies of the packages of a repository, each list being requested once. */
export interface DeclaredReader {
  read(rows: readonly PackageRow[]): Promise<void>
  of(row: PackageRow): Declared
}

const nothing: Declared = { needs: [], provided: [] }

/**
 * Creates the reader. It makes a request for each package, except for packages whose dependencies checksum equals that of another one, such as the
 * wheels of a version for its platforms, and for packages known to have no dependencies. Formats whose files say more cost additional downloads.
 *
 * @param kindsOf the kinds of dependencies to return for a package
 */
export function declaredReader(sides: NativeSides, kindsOf: (row: PackageRow) => readonly NeedKind[]): DeclaredReader {
  const { cloudsmith, signal } = sides
  const { owner, repo } = sides.source
  const natives = new Map<string, NativeReader>()
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
      const fresh = rows.filter(({ slug_perm, format }) => !declared.has(slug_perm) && toldBy(format).list)
      const unmarked = fresh.filter(({ dependencies_checksum_md5: checksum }) => !checksum)
      await ask(fresh.filter(({ dependencies_checksum_md5: checksum }) => checksum))
      await ask(bare.firstOf(unmarked))
      await ask(unmarked.filter((row) => !bare.declaresNothing(row)))
      for (const [format, alike] of Map.groupBy(fresh, (row) => row.format)) await nativeOf(format)?.read(alike)
      for (const row of fresh) declared.set(row.slug_perm, declaredOf(row))
    },
  }

  function nativeOf(format: string): NativeReader | undefined {
    const native = natives.get(format) ?? toldBy(format).files?.(sides)
    if (native !== undefined) natives.set(format, native)
    return native
  }

  function declaredOf(row: PackageRow): Declared {
    const listed = declaredBy(row, lists.get(listOf(row)) ?? [], kindsOf(row))
    const native = nativeOf(row.format)
    return native === undefined ? listed : withNative(row, listed, native.of(row))
  }
}

/** A key that is equal for packages with the same dependencies. */
const listOf = ({ format, dependencies_checksum_md5: checksum, slug_perm }: PackageRow): string =>
  JSON.stringify(checksum ? [format, checksum] : [slug_perm])
