import type { V2 } from '@cloudsmith-sdk/client'

/** The decision of an enterprise policy of the workspace about a package. */
export interface PolicyDecision {
  /** Name of the policy. */
  readonly policy: string
  /** Whether it was simulated on request, or read from the decision log. */
  readonly how: 'simulated' | 'logged'
  /** When it was made, in ISO 8601. */
  readonly at: string
  /** Whether the policy matches the package. */
  readonly match: boolean
  /** The reasons, in the policy's own sentences. */
  readonly reasons: readonly string[]
  /** If it matches, the state that its actions put the package into; null if they leave the state alone. */
  readonly state: V2.SetPackageStateAction['package_state'] | null
  /** Why the policy could not be evaluated; null if it could. */
  readonly failure: string | null
}

/** The known decisions of policies about a package. */
export interface Decisions {
  /** In the order of the policies, up to the terminal policy that matches. */
  readonly made: readonly PolicyDecision[]
  /** What is unknown: sentences without a full stop. */
  readonly unseen: readonly string[]
  /** What could not be simulated or read, but was known from the log: sentences without a full stop. */
  readonly notes: readonly string[]
  /** Number of policies that were simulated; null if they could not be, and the log was read instead. */
  readonly asked: number | null
}

/** What was read about a package. */
interface Read {
  readonly simulated: readonly V2.PolicyDecisionLog[]
  /** The decision log, newest entry first; undefined if it was not or could not be read. */
  readonly log: readonly V2.PolicyDecisionLog[] | undefined
  /** The enabled policies; undefined if the key may not list them. */
  readonly enabled: readonly Pick<V2.Policy, 'slug_perm' | 'name' | 'precedence'>[] | undefined
  /** What could not be read. */
  readonly refused: readonly string[]
}

/** Merges simulated decisions with those that the log contains for enabled policies that were not simulated. */
export function decisionsOf({ simulated, log = [], enabled, refused }: Read): Omit<Decisions, 'asked'> {
  const isSimulated = new Set(simulated.map(({ policy }) => policy.slug_perm))
  const isInForce = (slug: string) => enabled === undefined || enabled.some((policy) => policy.slug_perm === slug)
  const last = log.filter(({ correlation_id }) => correlation_id === log[0]?.correlation_id)
  const logged = last.filter(({ policy: { slug_perm } }) => isInForce(slug_perm) && !isSimulated.has(slug_perm))
  const { made, end } = inTurn([
    ...simulated.map((row) => ({ row, how: 'simulated' as const })),
    ...logged.map((row) => ({ row, how: 'logged' as const })),
  ])
  const judged = new Set([...simulated, ...logged].map(({ policy }) => policy.slug_perm))
  // Policies after a matching terminal one are not evaluated.
  const missing = (enabled ?? []).filter(({ slug_perm, precedence }) => !judged.has(slug_perm) && precedence <= end)
  const isKnown = enabled === undefined ? last.length > 0 : missing.length === 0
  if (isKnown) return { made, unseen: [], notes: judged.size > isSimulated.size ? refused : [] }
  const gaps = missing.map(({ name }) => `the log has no decision of ${name} about it`)
  return { made, unseen: [...refused, ...(enabled === undefined ? ['the log has no decision about it'] : gaps)], notes: [] }
}

interface Judged {
  readonly row: V2.PolicyDecisionLog
  readonly how: PolicyDecision['how']
}

/** Evaluates like the service: the lowest precedence first, and nothing after a terminal policy that matches. */
function inTurn(rows: readonly Judged[]): { made: readonly PolicyDecision[]; end: number } {
  const sorted = rows.toSorted((a, b) => a.row.policy.precedence - b.row.policy.precedence)
  const last = sorted.findIndex(({ row: { policy, policy_output } }) => policy.is_terminal && policy_output.match)
  const made = (last < 0 ? sorted : sorted.slice(0, last + 1)).map(decisionOf)
  return { made, end: sorted[last]?.row.policy.precedence ?? Number.POSITIVE_INFINITY }
}

function decisionOf({ row: { policy, policy_output, actions, ended_at }, how }: Judged): PolicyDecision {
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
