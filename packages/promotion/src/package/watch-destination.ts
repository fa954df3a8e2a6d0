import type { Package, PackageDetail } from '@cloudsmith-sdk/client'
import { identityOf, keyOfRow } from '../repository/identity.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import { isDuplicate } from './failed-sync.ts'
import { filesOf, sameFiles } from './files.ts'
import { type Awaited, type Presence, presenceOf } from './presence.ts'

/** What a look at the destination found; a package that is there comes in full, as it was read. */
export type Sighting = Exclude<Presence, { kind: 'there' }> | { readonly kind: 'there'; readonly row: PackageDetail }

/** Watches for a package at its destination. */
export interface Watch {
  /** Follows an entry by its `slug_perm`, without the lag of lists. */
  follow(slugPerm: string): void
  /**
   * Reads the destination once.
   *
   * @param own `slug_perm` of the caller's own entry: once it is synchronised it counts, whatever its bytes
   */
  look(own: string | undefined): Promise<Sighting>
  /** Ignores these files: they belong to other packages with the same identity. */
  overlook(siblings: Awaited['siblings']): void
  /** `slug_perm` of entries that failed because the destination has the package already. */
  readonly duplicates: ReadonlySet<string>
}

/**
 * Creates a watch for one package.
 *
 * @param seen rows that were already read; the first look uses them instead of a list
 */
export function watchDestination(source: Package, destination: RepositoryReader, seen?: readonly Package[]): Watch {
  let fresh = seen
  let awaited: Awaited = { files: filesOf(source), siblings: [] }
  const duplicates = new Set<string>()
  let followed: string | undefined
  return {
    duplicates,
    follow: (slugPerm) => {
      followed = slugPerm
    },
    overlook: (siblings) => {
      awaited = { ...awaited, siblings }
    },
    look,
  }

  async function look(own: string | undefined): Promise<Sighting> {
    const read = new Map<string, PackageDetail | undefined>()
    if (followed !== undefined) {
      const row = await readAnew(followed)
      if (row?.is_sync_completed && followed === own) return { kind: 'there', row }
      const presence = presenceOf(awaited, row === undefined ? [] : [row])
      // Nothing else matters while it is being synchronised, or once it is there.
      if (presence.kind === 'there' && row !== undefined) return { kind: 'there', row }
      if (presence.kind === 'pending') return presence
    }
    const listed = fresh ?? (await destination.find([identityOf(source)])).get(keyOfRow(source)) ?? []
    fresh = undefined
    // A list may be behind, so the package itself is read before its state is believed.
    for (;;) {
      const rows = upToDate(listed)
      for (const row of rows) if (isUseless(row, own)) duplicates.add(row.slug_perm)
      const presence = presenceOf(awaited, rows)
      if (presence.kind === 'absent') return presence
      followed = presence.row.slug_perm
      if (!read.has(followed)) {
        await readAnew(followed)
        continue
      }
      const row = read.get(followed)
      if (presence.kind !== 'there') return presence
      if (row !== undefined) return { kind: 'there', row }
    }

    async function readAnew(slugPerm: string): Promise<PackageDetail | undefined> {
      const row = await destination.one(slugPerm)
      read.set(slugPerm, row)
      return row
    }

    function upToDate(rows: readonly Package[]): Package[] {
      const others = rows.filter(({ slug_perm }) => !read.has(slug_perm))
      return [...others, ...[...read.values()].filter((row) => row !== undefined)]
    }
  }

  function isUseless(row: Package, own: string | undefined): boolean {
    return isDuplicate(row) && (row.slug_perm === own || sameFiles(awaited.files, filesOf(row)))
  }
}
