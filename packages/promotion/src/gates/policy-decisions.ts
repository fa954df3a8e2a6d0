import type { Decisions, PolicyDecision } from '../repository/decisions-of.ts'
import { type Block, block, type Fact, type Pass, pass } from './outcome.ts'

/** How to judge policy decisions. */
interface Terms {
  /** What to do about decisions that cannot be seen: note them, or block the package. */
  readonly unseen: 'read' | 'require'
  readonly mayWaive: readonly string[] | undefined
}

/** A state that is not listed, for example one new at the service, blocks a package as well. */
const verbs: Readonly<Record<string, string>> = { QUARANTINED: 'quarantine', HIDDEN: 'hide', DELETED: 'delete' }

/**
 * Blocks a package that policies leave quarantined, hidden or deleted. A package that only gets tags is not blocked, nor is one that a later policy
 * releases.
 */
export function judgeDecisions(decisions: Decisions | undefined, { unseen, mayWaive }: Terms): Block | Pass {
  const needed = 'no policy that blocks it'
  if (decisions === undefined) {
    return block({ cause: 'evidence', why: 'the policy decisions about it are not known', seen: null, needed, mayWaive })
  }
  const last = decisions.made.findLast(({ state }) => state !== null)
  if (last !== undefined && last.state !== 'AVAILABLE') {
    const against = decisions.made.filter(({ state }) => state !== null && state !== 'AVAILABLE')
    const remedy = 'whoever manages the workspace can change the policy or exempt the package'
    return block({ why: against.map(describe).join('; '), seen: against.map(factOf), needed, mayWaive, remedy })
  }
  const failures = decisions.made.flatMap(({ policy, failure }) =>
    failure === null ? [] : [`${policy} could not be evaluated: ${failure}`],
  )
  const missing = [...decisions.unseen, ...failures]
  if (missing.length === 0 || unseen === 'read') return pass([], [...decisions.notes, ...missing])
  return block({
    ...{ cause: 'evidence', why: missing.join('; '), seen: decisions.made.map(factOf), needed, mayWaive },
    remedy: 'it takes the API key of a workspace manager',
  })
}

function describe({ policy, how, at, state, reasons }: PolicyDecision): string {
  const verb = verbs[state ?? ''] ?? 'stop'
  const text =
    how === 'simulated' ? `the policy ${policy} would ${verb} it` : `the policy ${policy} decided on ${at} to ${verb} it`
  return reasons.length === 0 ? text : `${text}: ${reasons.map((reason) => reason.replace(/\.$/, '')).join(', ')}`
}

/** The time of a simulation is left out: it would make two otherwise equal plans differ. */
const factOf = ({ policy, how, at, match, state, reasons }: PolicyDecision): Fact => ({
  ...{ policy, how, match, state, reasons },
  ...(how === 'logged' ? { at } : {}),
})
