import { timestamp } from '../../core/time.ts'
import type { PolicyDecisionLog } from '../../generated/v2.ts'
import { scheduleDeletion } from '../../package/delete.ts'
import { policyReason, quarantine, release } from '../../package/quarantine.ts'
import { retag } from '../../package/retag.ts'
import { flatTagsOf } from '../../package/tags.ts'
import type { Rego } from '../../rego/rego.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { policyInput } from './input.ts'
import { decisionsOf, type EpmActionRecord, type EpmPolicyRecord, epmPoliciesOf } from './records.ts'
import { actionsInOrder, epmActionView, epmPolicyView } from './views.ts'

/** Evaluates one policy for a package, without consequences. The result has no `id`, because it is not logged. */
export async function decide(
  world: World,
  rego: Rego,
  policy: EpmPolicyRecord,
  pkg: PackageRecord,
  correlation: string,
): Promise<PolicyDecisionLog> {
  const started_at = timestamp(world.clock.now())
  const input = policyInput(world, pkg)
  const view = epmPolicyView(policy)
  const { slug_perm, name, rego: source, version } = view
  const output = await rego({ slug_perm, name, rego: source, version }, input, { now: world.clock.now() })
  const actions = actionsInOrder(policy).map(epmActionView)
  return {
    correlation_id: correlation,
    started_at,
    ended_at: timestamp(world.clock.now()),
    policy: view,
    policy_input: input,
    policy_output: output,
    actions,
    parsed_actions: output.match ? actions : [],
  }
}

/**
 * Evaluates all enabled policies of the workspace for a package, in ascending order of precedence, until a terminal one matches. Then carries out the
 * actions of all that matched.
 */
export async function applyPolicies(world: World, rego: Rego, pkg: PackageRecord): Promise<void> {
  const { workspace } = pkg.repository
  const enabled = epmPoliciesOf(workspace).filter(({ settings }) => settings.enabled)
  const correlation = world.ids.uuid()
  const matched: EpmPolicyRecord[] = []
  for (const policy of enabled.sort((a, b) => a.settings.precedence - b.settings.precedence)) {
    const decision = await decide(world, rego, policy, pkg, correlation)
    decisionsOf(workspace).push({ id: world.ids.ulid(world.clock.now()), ...decision })
    if (!decision.policy_output.match) continue
    matched.push(policy)
    if (policy.settings.is_terminal) break
  }
  if (!world.packages.has(pkg.slugPerm)) return
  for (const policy of matched) for (const action of actionsInOrder(policy)) act(world, pkg, policy, action.settings)
}

function act(world: World, pkg: PackageRecord, policy: EpmPolicyRecord, action: EpmActionRecord['settings']): void {
  if (action.action_type !== 'SetPackageState') {
    changeTags(world, pkg, action.action_type === 'AddPackageTags' ? 'add' : 'remove', action.tags)
    return
  }
  switch (action.package_state) {
    case 'QUARANTINED':
      quarantine(world, pkg, policyReason({ ...policy.settings, slugPerm: policy.slugPerm }))
      break
    case 'AVAILABLE':
      release(world, pkg)
      break
    case 'DELETED':
      if (!pkg.isDeleting) scheduleDeletion(world, pkg, undefined)
      break
  }
  pkg.isHidden = action.package_state === 'HIDDEN'
  pkg.repository.packages.touch(pkg)
}

function changeTags(world: World, pkg: PackageRecord, action: 'add' | 'remove', tags: readonly string[]): void {
  const before = flatTagsOf(pkg)
  const now = { tags: pkg.tags, immutable: pkg.immutableTags }
  const after = retag(now, { action, tags, mayRemoveImmutable: false, addMakesImmutable: false })
  pkg.tags = after.tags
  pkg.repository.packages.touch(pkg)
  const flat = flatTagsOf(pkg)
  if (flat.join('\n') !== before.join('\n')) world.emit('package.tags_updated', pkg, { old_tags: before, new_tags: flat })
}
