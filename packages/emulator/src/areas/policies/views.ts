import { timestamp } from '../../core/time.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import { apiUrl } from '../../world/urls.ts'
import type { World } from '../../world/world.ts'
import type { PolicyRecord } from './records.ts'

/** The types of policies, as paths name them. */
export type PolicyKind = 'license-policy' | 'vulnerability-policy' | 'deny-policy'

/** A policy in the API's form. */
export function policyView<Settings extends object>({ slugPerm, settings, createdAt, updatedAt }: PolicyRecord<Settings>) {
  return { ...settings, slug_perm: slugPerm, created_at: timestamp(createdAt), updated_at: timestamp(updatedAt) }
}

/** A policy with its URL, as evaluations and violations contain it. */
export function linkedPolicyView<Settings extends object>(
  world: World,
  workspace: WorkspaceRecord,
  kind: PolicyKind,
  policy: PolicyRecord<Settings>,
) {
  return { ...policyView(policy), url: apiUrl(world, `/orgs/${workspace.slug}/${kind}/${policy.slugPerm}/`) }
}
