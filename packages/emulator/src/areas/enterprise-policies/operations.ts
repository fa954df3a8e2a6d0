import { changed } from '../../core/changes.ts'
import { invalid, Refusal } from '../../core/errors.ts'
import { createStore } from '../../core/store.ts'
import { timestamp } from '../../core/time.ts'
import { managedHome } from '../../operation/homes.ts'
import type { Operations } from '../../operation/operation.ts'
import { type Resource, resourceOperations } from '../../operation/resource.ts'
import { date, number, text } from '../../search/index.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import { regoOf, tellUnevaluated } from './evaluator.ts'
import { judgeAnew } from './judge.ts'
import { type EpmPolicyRecord, epmPoliciesOf, epmPolicyDefaults } from './records.ts'
import { epmPolicyView } from './views.ts'

/** Most policies of a workspace. The service's limit is not known. */
const maxPolicies = 50

const policy: Resource<WorkspaceRecord, EpmPolicyRecord> = {
  key: 'policy',
  isWrapped: true,
  home: managedHome,
  store: epmPoliciesOf,
  order: '-created_at',
  fields: {
    name: text(({ settings }) => [settings.name]),
    description: text(({ settings }) => [settings.description]),
    precedence: number(({ settings }) => settings.precedence),
    created_at: date(({ createdAt }) => timestamp(createdAt)),
  },
  async check({ body, world }, stored) {
    const { name = stored?.settings.name, rego = stored?.settings.rego } = body
    const problems = await regoOf(world).rego?.check?.({ name: String(name), rego: String(rego) })
    if (problems?.length) throw invalid({ rego: [...problems] })
  },
  create({ body, world }, workspace) {
    if (epmPoliciesOf(workspace).size >= maxPolicies) throw tooMany('max_policies_reached', `At most ${maxPolicies} policies.`)
    const now = world.clock.now()
    const settings = changed(epmPolicyDefaults, body)
    if (settings.enabled) tellUnevaluated(world, workspace.slug, settings.name)
    judgeAnew(world, workspace)
    return { slugPerm: world.ids.slug(12), settings, version: 1, actions: createStore(), createdAt: now, updatedAt: now }
  },
  change({ body, world }, record, isWhole, workspace) {
    const settings = changed(isWhole ? epmPolicyDefaults : record.settings, body)
    if (settings.enabled && !record.settings.enabled) tellUnevaluated(world, workspace.slug, settings.name)
    if (settings.rego !== record.settings.rego) record.version += 1
    record.settings = settings
    record.updatedAt = world.clock.now()
    judgeAnew(world, workspace)
  },
  view: (_world, record) => epmPolicyView(record),
  removed: ({ world }, _record, workspace) => judgeAnew(world, workspace),
}

/** 422 in the form of the second version, with a code for the reason. */
export function tooMany(code: 'max_policies_reached' | 'max_actions_reached', string: string): Refusal {
  return new Refusal({
    status: 422,
    body: { code: 'invalid', detail: 'Invalid input.', fields: { non_field_errors: [{ string, code }] } },
  })
}

/** Enterprise policies. */
export const policyOperations: Operations = resourceOperations('workspaces_policies', policy)
