import { ApiError, type Cloudsmith, field, type V2 } from '@cloudsmith-sdk/client'
import { eachOf } from './concurrency.ts'
import { identityOf } from './identity.ts'
import { decisionsAtOnce } from './limits.ts'
import type { Place } from './place.ts'
import { longestQuery, queriesFor } from './queries.ts'
import type { PackageRow } from './row.ts'

/** What an enterprise policy of the workspace makes of a package. */
export interface PolicyDecision {
  /** Name of the policy. */
  readonly policy: string
  /** Judged for the asking, or as it is in the log. */
  readonly how: 'simulated' | 'logged'
  /** ISO 8601. */
  readonly at: string
  readonly match: boolean
  /** Why, in the policy's own sentences. */
  readonly reasons: readonly string[]
  /** Where it matches, the state that its actions put the package into; null where they leave that alone. */
  readonly state: V2.PolicyPackageState | null
  /** The policy could not be evaluated, and why; null where it could. */
  readonly failure: string | null
}

/** What is known of the policies' decisions about a package. */
export interface Decisions {
  /** In the policies' own order, up to the terminal one that matches. */
  readonly made: readonly PolicyDecision[]
  /** What could not be looked at: sentences without full stop. */
  readonly unseen: readonly string[]
  /** How many policies were asked; null where they could not be, and the log was read instead. */
  readonly asked: number | null
}

/** Of one package, by its `slug_perm`. */
export type DecisionsBySlug = ReadonlyMap<string, Decisions>

/**
 * Asks what the enabled enterprise policies of a workspace make of packages where they are: a request for the list of policies, one for each of
 * them and each query that the packages take, and one for the log of each package that could not be simulated. What the key may not see, or the
 * plan of the workspace does not have, is told and no error.
 *
 * @see docs/service.md#enterprise-policies
 */
export async function readDecisions(
  cloudsmith: Cloudsmith,
  place: Place,
  rows: readonly PackageRow[],
  signal: AbortSignal | undefined,
): Promise<DecisionsBySlug> {
  const workspace = place.owner
  const unseen: string[] = []
  const rowsBySlug = new Map(rows.map(({ slug_perm }) => [slug_perm, new Map<string, V2.PolicyDecisionLog>()]))
  const policies = await seen('the list of policies', () =>
    cloudsmith.v2.workspaces.policies.list({ workspace, page_size: decisionsAtOnce }, { signal }).toArray(),
  )
  const enabled = policies?.filter((policy) => policy.enabled)
  for (const policy of enabled ?? []) await simulate(policy)
  const asked = unseen.length === 0 && enabled !== undefined ? enabled.length : null
  const isWhole = (slug: string) => enabled !== undefined && rowsBySlug.get(slug)?.size === enabled.length
  const logged = await readLogs(rows.map(({ slug_perm }) => slug_perm).filter((slug) => !isWhole(slug)))
  return new Map(
    [...rowsBySlug].map(([slug, simulated]) => {
      if (isWhole(slug)) return [slug, { made: inTurn([...simulated.values()], 'simulated'), unseen: [], asked }]
      const log = logged.get(slug)
      const nothing = log?.length === 0 ? ['the log has no decision about it'] : []
      return [slug, { made: inTurn(log ?? [], 'logged'), unseen: [...unseen, ...nothing], asked }]
    }),
  )

  async function simulate({ slug_perm: policy, name }: V2.Policy) {
    for (const group of queriesFor(rows.map(identityOf), {}, longestQuery(cloudsmith))) {
      const query = `${field.repository.exactly(place.repo)} AND (${group.join(' OR ')})`
      const params = { workspace, policy, package_query_string: query, page_size: decisionsAtOnce }
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
      const params = { workspace, package: slug, sort: '-started_at', page_size: decisionsAtOnce }
      const log = await seen('the decision log', () => first(cloudsmith.v2.workspaces.policies.decisionLogs(params, { signal })))
      if (log === undefined) isOpen = false
      else logs.set(slug, newest(log))
    }
    // What is closed for one is closed for all.
    const [one, ...others] = slugs
    if (one !== undefined) await read(one)
    await eachOf(others, read)
    return logs
  }

  /** Gives what a request answers; undefined where it is not for this key or this workspace. */
  async function seen<T>(what: string, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof ApiError) || !refusals.includes(error.status)) throw error
      unseen.push(`${what} cannot be read (${error.status}: ${error.detail.replace(/\.$/, '')})`)
      return undefined
    }
  }
}

/** The workspace's plan does not have it, the key may not, there is no such thing, it cannot be evaluated. */
const refusals = [402, 403, 404, 422]

async function first<T>(call: { pages(): AsyncIterable<{ items: readonly T[] }> }): Promise<readonly T[]> {
  for await (const { items } of call.pages()) return items
  return []
}

/** What the last event brought about. */
const newest = (log: readonly V2.PolicyDecisionLog[]): readonly V2.PolicyDecisionLog[] =>
  log.filter(({ correlation_id }) => correlation_id === log[0]?.correlation_id)

/** As the service has them: the lowest precedence first, and nothing after a terminal policy that matches. */
function inTurn(rows: readonly V2.PolicyDecisionLog[], how: PolicyDecision['how']): readonly PolicyDecision[] {
  const sorted = rows.toSorted((a, b) => a.policy.precedence - b.policy.precedence)
  const end = sorted.findIndex(({ policy, policy_output }) => policy.is_terminal && policy_output.match)
  return sorted.slice(0, end < 0 ? sorted.length : end + 1).map((row) => decisionOf(row, how))
}

function decisionOf(
  { policy, policy_output, actions, ended_at }: V2.PolicyDecisionLog,
  how: PolicyDecision['how'],
): PolicyDecision {
  const { match, reason, error } = policy_output
  const states = actions.flatMap((action) => (action.action_type === 'SetPackageState' ? action : []))
  const last = states.toSorted((a, b) => a.precedence - b.precedence).at(-1)
  return {
    ...{ policy: policy.name, how, at: ended_at, match },
    reasons: [reason ?? []].flat().map(String),
    state: match ? (last?.package_state ?? null) : null,
    failure: error === undefined ? null : String(error),
  }
}
