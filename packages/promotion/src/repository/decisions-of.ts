import type { V2 } from '@cloudsmith-sdk/client'

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
  readonly state: V2.SetPackageStateAction['package_state'] | null
  /** The policy could not be evaluated, and why; null where it could. */
  readonly failure: string | null
}

/** What is known of the policies' decisions about a package. */
export interface Decisions {
  /** In the policies' own order, up to the terminal one that matches. */
  readonly made: readonly PolicyDecision[]
  /** What is not known: sentences without full stop. */
  readonly unseen: readonly string[]
  /** What could not be looked at, and the log made up for: sentences without full stop. */
  readonly notes: readonly string[]
  /** How many policies were asked; null where they could not be, and the log was read instead. */
  readonly asked: number | null
}

/** What was read about a package. */
interface Read {
  readonly simulated: readonly V2.PolicyDecisionLog[]
  /** The newest first; undefined where it was not read, or could not be. */
  readonly log: readonly V2.PolicyDecisionLog[] | undefined
  /** The policies that are in force; undefined where nobody may know them. */
  readonly enabled: readonly Pick<V2.Policy, 'slug_perm' | 'name' | 'precedence'>[] | undefined
  /** What could not be read. */
  readonly refused: readonly string[]
}

/** Puts together what was simulated, and what the log says of the policies in force that were not. */
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
  // What would come after the end does not come.
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

/** As the service has them: the lowest precedence first, and nothing after a terminal policy that matches. */
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
