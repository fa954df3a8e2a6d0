import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import { type Present, presentOf } from './destination.ts'
import type { RetentionLoss } from './plan.ts'
import { readRows } from './read-rows.ts'
import { retentionLosses } from './retention.ts'

/**
 * Reads the retention rules of a repository, and makes the function that tells what they may delete when packages arrive. Which of the
 * packages that are there a rule's query is about, the service says; of those that come, every one is taken to be.
 */
export async function retentionAt(
  cloudsmith: Cloudsmith,
  at: { owner: string; repo: string },
  present: readonly Present[],
  signal: AbortSignal | undefined,
): Promise<(arriving: readonly Package[]) => RetentionLoss[]> {
  const rules = await cloudsmith.repos.retention.read({ ...at }, { signal })
  const query = rules.retention_enabled ? rules.retention_package_query_string : null
  const concerned = query
    ? new Set(await readRows(cloudsmith, { ...at, query }, ({ slug_perm }) => slug_perm, signal))
    : undefined
  const there = present
    .filter(({ slugPerm }) => concerned === undefined || concerned.has(slugPerm))
    .map((pkg) => ({ ...pkg, arrives: false }))
  return (arriving) => retentionLosses(rules, [...there, ...arriving.map((row) => ({ ...presentOf(row), arrives: true }))])
}
