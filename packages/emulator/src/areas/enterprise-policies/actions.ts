import { invalid, notFound } from '../../core/errors.ts'
import { managedHome } from '../../operation/homes.ts'
import type { Operations } from '../../operation/operation.ts'
import { type Resource, resourceOperations } from '../../operation/resource.ts'
import { judgeAnew } from './judge.ts'
import { tooMany } from './operations.ts'
import { type EpmActionRecord, type EpmPolicyRecord, epmPoliciesOf, type PackageState } from './records.ts'
import { epmActionView } from './views.ts'

/** Most actions of a policy. The service's number is not known. */
const maxActions = 10

const action: Resource<EpmPolicyRecord, EpmActionRecord> = {
  key: 'action',
  isWrapped: true,
  home(call) {
    const policy = epmPoliciesOf(managedHome(call)).get(call.path.policy ?? '')
    if (policy === undefined) throw notFound()
    return policy
  },
  store: ({ actions }) => actions,
  fields: { precedence: ({ settings }) => settings.precedence },
  create(call, { actions }) {
    const { body, world } = call
    if (actions.size >= maxActions) throw tooMany('max_actions_reached', `At most ${maxActions} actions.`)
    const now = world.clock.now()
    const made = { slugPerm: world.ids.slug(12), settings: settingsOf(body), createdAt: now, updatedAt: now }
    judgeAnew(world, managedHome(call))
    return made
  },
  change(call, record, isWhole) {
    const { body, world } = call
    const { action_type: type = record.settings.action_type } = body
    if (type !== record.settings.action_type) throw invalid({ action_type: ['The type of an action cannot be changed.'] })
    record.settings = settingsOf(isWhole ? body : { ...record.settings, ...body })
    record.updatedAt = world.clock.now()
    judgeAnew(world, managedHome(call))
  },
  removed: (call) => judgeAnew(call.world, managedHome(call)),
  view: (_world, record) => epmActionView(record),
}

interface ActionBody {
  readonly action_type?: EpmActionRecord['settings']['action_type']
  readonly package_state?: PackageState
  readonly tags?: string[]
  readonly precedence?: number
}

/** @throws {Refusal} 422 where what the type needs is missing */
function settingsOf(body: ActionBody): EpmActionRecord['settings'] {
  const { action_type: type = 'SetPackageState', package_state, tags, precedence = 0 } = body
  if (type === 'SetPackageState') {
    if (package_state === undefined) throw invalid({ package_state: ['This field is required.'] })
    return { action_type: type, package_state, precedence }
  }
  if (tags === undefined) throw invalid({ tags: ['This field is required.'] })
  return { action_type: type, tags, precedence }
}

/** What enterprise policies do with packages that match. */
export const actionOperations: Operations = resourceOperations('workspaces_policies_actions', action)
