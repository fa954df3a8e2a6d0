import type { FetchLike, Package } from '@cloudsmith-sdk/client'

/** A row that was seen in quarantine. */
export type QuarantinedRow = Pick<Package, 'slug_perm' | 'format' | 'name' | 'version' | 'filename' | 'status_reason'>

/** Packages that were seen in quarantine, by `slug_perm`, including those that a run has since removed again. */
export interface Quarantines {
  readonly fetch: FetchLike
  readonly seen: ReadonlyMap<string, QuarantinedRow>
}

/** Watches all responses for quarantined packages of a repository. */
export function watchQuarantines(send: FetchLike, repository: string): Quarantines {
  const seen = new Map<string, QuarantinedRow>()
  return {
    seen,
    async fetch(request, init) {
      const response = await send(request, init)
      if (response.headers.get('content-type')?.includes('json')) {
        for (const row of [await response.clone().json()].flat()) if (isQuarantined(row, repository)) seen.set(row.slug_perm, row)
      }
      return response
    },
  }
}

/** Whether a value is a package row of the repository, and in quarantine. */
function isQuarantined(row: unknown, repository: string): row is QuarantinedRow {
  const { slug_perm, format, repository: at, is_quarantined } = Object(row) as Partial<Record<string, unknown>>
  return typeof slug_perm === 'string' && typeof format === 'string' && at === repository && is_quarantined === true
}
