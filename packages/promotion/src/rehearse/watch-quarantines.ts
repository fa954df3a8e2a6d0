import type { FetchLike, Package } from '@cloudsmith-sdk/client'

/** A row that was seen in quarantine. */
export type QuarantinedRow = Pick<Package, 'slug_perm' | 'format' | 'name' | 'version' | 'filename' | 'status_reason'>

/** What was seen in quarantine, by `slug_perm`: also what a run has taken away again since. */
export interface Quarantines {
  readonly fetch: FetchLike
  readonly seen: ReadonlyMap<string, QuarantinedRow>
}

/** Watches the packages of a repository in all that is answered. */
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

/** Whether it is a row of a list, which a mirror answers as the service does, and is in quarantine. */
function isQuarantined(row: unknown, repository: string): row is QuarantinedRow {
  const { slug_perm, format, repository: at, is_quarantined } = Object(row) as Partial<Record<string, unknown>>
  return typeof slug_perm === 'string' && typeof format === 'string' && at === repository && is_quarantined === true
}
