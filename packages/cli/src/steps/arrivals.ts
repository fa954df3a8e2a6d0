import type { FetchLike } from '@cloudsmith-sdk/client'
import * as v from 'valibot'

/** A row of a list, as far as it tells of quarantine. */
const rowSchema = v.object({
  slug_perm: v.string(),
  format: v.string(),
  name: v.nullish(v.string()),
  version: v.nullish(v.string()),
  repository: v.string(),
  is_quarantined: v.boolean(),
  status_reason: v.nullish(v.string()),
})

/** What was seen in quarantine, by `slug_perm`: also what a run has taken away again since. */
export interface Quarantines {
  readonly fetch: FetchLike
  readonly seen: ReadonlyMap<string, v.InferOutput<typeof rowSchema>>
}

/** Watches the packages of a repository in all that is answered. */
export function watchQuarantines(send: FetchLike, repository: string): Quarantines {
  const seen = new Map<string, v.InferOutput<typeof rowSchema>>()
  return {
    seen,
    async fetch(request, init) {
      const response = await send(request, init)
      if (response.headers.get('content-type')?.includes('json')) {
        for (const row of [await response.clone().json()].flat()) {
          if (v.is(rowSchema, row) && row.repository === repository && row.is_quarantined) seen.set(row.slug_perm, row)
        }
      }
      return response
    },
  }
}
