import { invalid, orNotFound } from '../../core/errors.ts'
import type { PolicyActionRequest } from '../../generated/v2.ts'
import { managedHome } from '../../operation/homes.ts'
import type { Operations } from '../../operation/operation.ts'
import { type Resource, resourceOperations } from '../../operation/resource.ts'
import { number } from '../../search/index.ts'
import { judgeAnew } from './judge.ts'
import { tooMany } from './operations.ts'
import { type EpmActionRecord, type EpmPolicyRecord, epmPoliciesOf } from './records.ts'
import { epmActionView } from './views.ts'

/** Most actions of a policy. The service's limit is not known. */
const maxActions = 10

const action: Resource<EpmPolicyRecord, EpmActionRecord> = {
  key: 'action',
  isWrapped: true,
  home(call) {
    const policy = orNotFound(epmPoliciesOf(managedHome(call)).get(call.path.policy ?? ''))
    return policy
  },
  store: ({ actions }) => actions,
  fields: { precedence: number(({ settings }) => settings.precedence) },
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

/** Takes the fields of its type. */
function settingsOf(body: object): EpmActionRecord['settings'] {
  const request = body as PolicyActionRequest
  const { precedence = 0 } = request
  if (request.action_type !== 'SetPackageState') return { action_type: request.action_type, tags: request.tags, precedence }
  return { action_type: request.action_type, package_state: request.package_state, precedence }
}

/** The actions of enterprise policies for matching packages. */
export const actionOperations: Operations = resourceOperations('workspaces_policies_actions', action)
