import type { Cloudsmith, RetentionRules } from '@cloudsmith-sdk/client'
import { identityOf } from '../repository/identity.ts'
import { listRows } from '../repository/list-rows.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import type { PackageRow } from '../repository/row.ts'
import type { RetentionLoss } from './plan.ts'
import { type Kept, keptOf, retentionLosses } from './retention.ts'

/**
 * Predicts what the retention rules of a repository may delete when packages arrive. If a rule has a query, the service decides which of its
 * present packages match; arriving packages are all taken to match. The repository is only read if a rule may delete something: only the
 * names that arrive if the rules group by name, otherwise everything.
 */
export async function retentionAt(
  cloudsmith: Cloudsmith,
  destination: RepositoryReader,
  arriving: readonly PackageRow[],
  signal: AbortSignal | undefined,
): Promise<(arriving: readonly PackageRow[]) => RetentionLoss[]> {
  const { owner, repo } = destination
  const rules = await cloudsmith.repos.retention.read({ owner, repo }, { signal })
  if (!mayDelete(rules) || arriving.length === 0) return () => []
  const there: Kept[] = []
  const keep = (row: PackageRow) => {
    if (!row.is_sync_failed) there.push(keptOf(row, false))
  }
  const query = rules.retention_package_query_string
  if (query) await listRows(cloudsmith, { owner, repo, query }, keep, signal)
  else if (rules.retention_group_by_name) await destination.find(arriving.map(identityOf), { versions: true, met: keep })
  else await listRows(cloudsmith, { owner, repo }, keep, signal)
  return (coming) => retentionLosses(rules, [...there, ...coming.map((row) => keptOf(row, true))])
}

const mayDelete = (rules: RetentionRules): boolean =>
  rules.retention_enabled && rules.retention_count_limit + rules.retention_days_limit + rules.retention_size_limit > 0
