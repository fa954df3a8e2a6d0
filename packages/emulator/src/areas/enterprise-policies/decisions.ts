import { orNotFound } from '../../core/errors.ts'
import { page } from '../../core/pagination.ts'
import { ok } from '../../core/reply.ts'
import type { PolicyDecision, PolicyDecisionLog, PolicyDecisionLogSummary } from '../../generated/v2.ts'
import { managing } from '../../operation/allowed.ts'
import type { Operation, Operations } from '../../operation/operation.ts'
import { date, type RowFields, sift, text } from '../../search/index.ts'
import { findPackages } from '../packages/lists.ts'
import { decide } from './evaluate.ts'
import { evaluatorOf } from './evaluator.ts'
import { decisionsOf, epmPoliciesOf } from './records.ts'

/** Simulates the decisions of a policy about the packages of the workspace. Changes nothing, and is not logged. */
const simulate: Operation<'workspaces_policies_simulate_list'> = async ({ workspace, path, query, actor, world, pager }) => {
  actor.mustManage(workspace)
  const policy = orNotFound(epmPoliciesOf(workspace).get(path.policy))
  const rego = evaluatorOf(world)
  const packages = findPackages(world, [...workspace.repositories.values()], query.package_query_string ?? '')
  const { body, ...reply } = page(packages, query, pager)
  const correlation = world.ids.uuid()
  const results = await Promise.all((body ?? []).map((pkg) => decide(world, rego, policy, pkg, correlation)))
  return { ...reply, body: { results } }
}

/** Lists the decisions of policies, by default the latest first. */
const list: Operation<'workspaces_policies_decision_logs_list'> = ({ workspace, query, actor, world, pager }) => {
  const { policy, package: pkg, package_format: format, repository, ...rest } = query
  actor.mustManage(workspace)
  const { started_after, started_before, ended_after, ended_before } = rest
  const wanted = (decision: PolicyDecisionLog) => {
    const { v0: input } = decision.policy_input
    return (
      isAbout(decision, rest) &&
      isOneOf(policy, decision.policy.slug_perm, decision.policy.name) &&
      isOneOf(pkg, input.package.slug_perm, input.package.name) &&
      isOneOf(format?.toLowerCase(), input.package.format) &&
      isOneOf(repository, input.repository.slug, input.repository.slug_perm) &&
      isBetween(decision.started_at, started_after, started_before) &&
      isBetween(decision.ended_at, ended_after, ended_before)
    )
  }
  const rows = sift(decisionsOf(workspace).filter(wanted).toReversed(), { sort: query.sort }, order, world)
  return page(rows, query, pager, (results) => ({ results }))
}

/** Lists the decisions in brief. Requires a start time. */
const summaries = managing<'workspaces_policies_decision_logs_v1_list'>(({ workspace, query, world, pager }) => {
  const { created_after, created_before } = query
  const formats = query.package_format?.split(',')
  const wanted = (decision: PolicyDecisionLog) => {
    const { package: pkg, repository } = decision.policy_input.v0
    return (
      isAbout(decision, query) &&
      isBetween(decision.started_at, created_after, created_before) &&
      isOneOf(query.policy_slug_perm, decision.policy.slug_perm) &&
      isOneOf(query.package_slug_perm, pkg.slug_perm) &&
      isOneOf(query.package_name, pkg.name) &&
      isOneOf(query.repository_slug_perm, repository.slug_perm) &&
      (formats === undefined || formats.some((format) => format.toLowerCase() === pkg.format))
    )
  }
  const rows = sift(decisionsOf(workspace).filter(wanted).toReversed(), { sort: query.sort }, order, world)
  return page(rows, query, pager, (found) => ({ results: found.map(summaryOf) }))
})

/** Returns one decision completely, or the requested fields. */
const read = managing<'workspaces_policies_decision_logs_v1_retrieve'>(({ workspace, path, query }) => {
  const decision = orNotFound(decisionsOf(workspace).find(({ id }) => id === path.id))
  const wanted = query.fields?.split(',').map((name) => name.trim())
  const chosen = Object.entries(decision).filter(([name]) => wanted === undefined || wanted.includes(name))
  return ok(Object.fromEntries(chosen) as PolicyDecision)
})

const order: RowFields<PolicyDecisionLog> = {
  // It starts with the time.
  id: text(({ id }) => [id]),
  started_at: date(({ started_at }) => started_at),
  created_at: date(({ started_at }) => started_at),
  ended_at: date(({ ended_at }) => ended_at),
}

function summaryOf({
  id = '',
  policy,
  policy_input,
  policy_output,
  actions,
  ...times
}: PolicyDecisionLog): PolicyDecisionLogSummary {
  const { package: pkg, repository } = policy_input.v0
  return {
    id,
    correlation_id: times.correlation_id,
    started_at: times.started_at,
    ended_at: times.ended_at,
    match: policy_output.match,
    actions: policy_output.match ? Object.fromEntries(actions.map((action) => [action.action_type, action])) : {},
    policy_slug_perm: policy.slug_perm,
    policy_name: policy.name,
    policy_version: policy.version,
    policy_precedence: policy.precedence,
    policy_is_terminal: policy.is_terminal,
    package_slug_perm: pkg.slug_perm,
    package_slug: pkg.slug,
    package_name: pkg.name ?? '',
    package_version: pkg.version ?? '',
    package_format: pkg.format,
    repository_slug_perm: repository.slug_perm,
    repository_slug: repository.slug,
    repository_name: repository.name,
  }
}

interface CommonFilters {
  readonly correlation_id?: string | undefined
  readonly match?: boolean | undefined
}

function isAbout({ correlation_id, policy_output }: PolicyDecisionLog, query: CommonFilters): boolean {
  return isOneOf(query.correlation_id, correlation_id) && (query.match === undefined || query.match === policy_output.match)
}

function isOneOf(wanted: string | undefined, ...said: readonly (string | null)[]): boolean {
  return wanted === undefined || said.includes(wanted)
}

function isBetween(at: string, after: string | undefined, before: string | undefined): boolean {
  const time = Date.parse(at)
  return !(after !== undefined && time < Date.parse(after)) && !(before !== undefined && time > Date.parse(before))
}

/** Decisions of enterprise policies. */
export const decisionOperations: Operations = {
  workspaces_policies_simulate_list: simulate,
  workspaces_policies_decision_logs_list: list,
  workspaces_policies_decision_logs_v1_list: summaries,
  workspaces_policies_decision_logs_v1_retrieve: read,
}
