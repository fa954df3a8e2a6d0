import type { Package, PackageDetail } from '@cloudsmith-sdk/client'
import { identityOf, keyOfRow } from '../repository/identity.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import { isDuplicate } from './failed-sync.ts'
import { filesOf, sameFiles } from './files.ts'
import { type Awaited, type Presence, presenceOf } from './presence.ts'

/** What was seen of a package; where it is there, as it was read. */
export type Sighting = Exclude<Presence, { kind: 'there' }> | { readonly kind: 'there'; readonly row: PackageDetail }

/** Looks for a package at its destination. */
export interface Watch {
  /** Follows an entry by its `slug_perm`, without the lag that lists have. */
  follow(slugPerm: string): void
  /**
   * Looks once.
   *
   * @param own `slug_perm` of the caller's own entry: once it is synchronised it counts, whatever its bytes
   */
  look(own: string | undefined): Promise<Sighting>
  /** Takes bytes for those of packages that share its identity, and for no business of it. */
  overlook(siblings: Awaited['siblings']): void
  /** `slug_perm` of entries that failed because the destination has the package already. */
  readonly duplicates: ReadonlySet<string>
}

/**
 * Makes a watch for one package.
 *
 * @param seen rows that the first look need not list
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
      // Nothing else matters while it is under way, and once it is there.
      if (presence.kind === 'there' && row !== undefined) return { kind: 'there', row }
      if (presence.kind === 'pending') return presence
    }
    const listed = fresh ?? (await destination.find([identityOf(source)])).get(keyOfRow(source)) ?? []
    fresh = undefined
    // What a list tells is believed only after the package itself was read.
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
