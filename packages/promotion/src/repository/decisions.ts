import { ApiError, type Cloudsmith, field, type V2 } from '@cloudsmith-sdk/client'
import { eachOf } from './concurrency.ts'
import { type Decisions, decisionsOf } from './decisions-of.ts'
import { identityOf } from './identity.ts'
import type { Place } from './place.ts'
import { longestQuery, queriesFor } from './queries.ts'
import type { PackageRow } from './row.ts'

/** Decisions about packages, by `slug_perm`. */
export type DecisionsBySlug = ReadonlyMap<string, Decisions>

/**
 * Finds out what the enabled enterprise policies of a workspace decide about packages in their repository. It takes one request for the list
 * of policies, one for each policy and each query that the packages need, and one for the log of each package that could not be simulated.
 * What the key may not read, or the workspace's subscription does not include, is reported in the result, not thrown.
 *
 * @see docs/service.md#enterprise-policies
 */
export async function readDecisions(
  cloudsmith: Cloudsmith,
  place: Place,
  rows: readonly PackageRow[],
  signal: AbortSignal | undefined,
): Promise<DecisionsBySlug> {
  const { owner } = place
  const refused: string[] = []
  const rowsBySlug = new Map(rows.map(({ slug_perm }) => [slug_perm, new Map<string, V2.PolicyDecisionLog>()]))
  const policies = await seen('the list of policies', () =>
    cloudsmith.v2.workspaces.policies.list({ owner }, { signal }).toArray(),
  )
  const enabled = policies?.filter((policy) => policy.enabled)
  for (const policy of enabled ?? []) await simulate(policy)
  const asked = refused.length === 0 && enabled !== undefined ? enabled.length : null
  const isWhole = (slug: string) => enabled !== undefined && rowsBySlug.get(slug)?.size === enabled.length
  const logs = await readLogs(rows.map(({ slug_perm }) => slug_perm).filter((slug) => !isWhole(slug)))
  return new Map(
    [...rowsBySlug].map(([slug, simulated]) => {
      const rowsOf = { simulated: [...simulated.values()], log: logs.get(slug) }
      return [slug, { ...decisionsOf({ ...rowsOf, enabled, refused }), asked }]
    }),
  )

  async function simulate({ slug_perm: policy, name }: V2.Policy) {
    for (const group of queriesFor(rows.map(identityOf), {}, longestQuery(cloudsmith))) {
      const query = `${field.repository.exactly(place.repo)} AND (${group.join(' OR ')})`
      const params = { owner, policy, package_query_string: query }
      const judged = await seen(`a simulation of ${name}`, () =>
        cloudsmith.v2.workspaces.policies.simulate(params, { signal }).toArray(),
      )
      if (judged === undefined) return
      for (const row of judged) rowsBySlug.get(row.policy_input.v0.package.slug_perm)?.set(policy, row)
    }
  }

  async function readLogs(slugs: readonly string[]): Promise<ReadonlyMap<string, readonly V2.PolicyDecisionLog[]>> {
    const logs = new Map<string, readonly V2.PolicyDecisionLog[]>()
    let isOpen = true
    const read = async (slug: string) => {
      if (!isOpen) return
      const params = { owner, package: slug, sort: '-started_at' }
      const log = await seen('the decision log', () => first(cloudsmith.v2.workspaces.policies.decisionLogs(params, { signal })))
      if (log === undefined) isOpen = false
      else logs.set(slug, log)
    }
    // A log that cannot be read for one package cannot be read for any.
    const [one, ...others] = slugs
    if (one !== undefined) await read(one)
    await eachOf(others, read)
    return logs
  }

  /** The response to a request; undefined if it is not available to this key or workspace. */
  async function seen<T>(what: string, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof ApiError) || !refusals.includes(error.status)) throw error
      refused.push(`${what} cannot be read (${error.status}: ${error.detail.replace(/\.$/, '')})`)
      return undefined
    }
  }
}

/** The workspace's subscription does not include it, the key has no permission, it does not exist, or it cannot be evaluated. */
const refusals = [402, 403, 404, 422]

async function first<T>(call: { pages(): AsyncIterable<{ items: readonly T[] }> }): Promise<readonly T[]> {
  for await (const { items } of call.pages()) return items
  return []
}
