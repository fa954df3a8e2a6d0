import type { Gate } from '@cloudsmith-sdk/promotion'
import type { EdgeName } from '@cloudsmith-sdk/promotion/hold'
import { count } from '../../core/count.ts'
import type { ServedPipeline } from '../../settings/pipelines.ts'
import { type Actor, isBy } from '../../store/actor.ts'

/** The approvals that a gate needs, as far as pages can tell. The gate decides whether they are sufficient. */
export interface Ask {
  /** Number of approvals. */
  readonly quorum: number
  /** Who may approve; undefined for anybody. */
  readonly by: readonly string[] | undefined
  /** Groups of the pipeline, with the number of approvals that each has to give. */
  readonly groups: Readonly<Record<string, number>>
  /** Whether the requester may approve. */
  readonly self: boolean
}

/** The approvals that the gates of an edge need. Empty if none are needed. */
export function asksOf({ pipeline }: ServedPipeline, { from, to, name }: EdgeName): readonly Ask[] {
  const edge = pipeline.edges.find((each) => each.from === from && each.to === to && each.name === name)
  const gates = edge?.gates ?? pipeline.stages.find((stage) => stage.name === to)?.gates ?? []
  return gates.filter(({ asksPeople }) => asksPeople).map(askOf)
}

function askOf({ settings }: Gate): Ask {
  const { quorum = 1, by, groups = {}, self = false } = (settings ?? {}) as Partial<Ask>
  return { quorum, by, groups, self }
}

/** In words: `2 approvals, 1 from security`. */
export const askText = ({ quorum, by, groups }: Ask): string =>
  [
    `${count(quorum, 'approval')}${by === undefined ? '' : ` from ${by.join(' or ')}`}`,
    ...Object.entries(groups).map(([name, each]) => `${each} from ${name}`),
  ].join(', ')

/** Why somebody cannot approve a plan, or why their approval would have no effect, as a sentence; undefined if they can. */
export function whyNotTo(
  { pipeline: { people = {} } }: ServedPipeline,
  asks: readonly Ask[],
  { actor, requestedBy, agreed }: { actor: Actor; requestedBy: string | null; agreed: readonly Actor[] },
): string | undefined {
  const isSame = (name: string) => isBy({ by: name, issuer: null, subject: null }, { ...actor, issuer: null })
  const names = (name: string) => [name, ...(people[name]?.logins ?? []), ...(people[name]?.addresses ?? [])]
  if (agreed.some((each) => isBy(each, actor)))
    return 'You have already approved it: the next approval has to come from someone else.'
  if (asks.length === 0) return undefined
  if (requestedBy !== null && isSame(requestedBy) && !asks.some(({ self }) => self)) {
    return 'You requested it, so someone else has to approve it.'
  }
  const isAsked = asks.some(({ by }) => by === undefined || by.some((each) => names(each).some(isSame)))
  if (!isAsked) return `It has to be approved by ${asks.flatMap(({ by = [] }) => by).join(' or ')}.`
  return undefined
}
