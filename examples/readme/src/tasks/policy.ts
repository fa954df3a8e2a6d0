import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** An enterprise policy that quarantines and tags what it matches. */
export async function guard(cloudsmith: Cloudsmith, rego: string) {
  const { policies } = cloudsmith.v2.workspaces
  const { slug_perm: policy } = await policies.create({ owner: 'acme', name: 'Not wanted', rego, enabled: true })
  const { actions } = policies
  await actions.create({ owner: 'acme', policy, action_type: 'SetPackageState', package_state: 'QUARANTINED', precedence: 1 })
  const tagging = await actions.create({
    owner: 'acme',
    policy,
    action_type: 'AddPackageTags',
    tags: ['not-wanted'],
    precedence: 2,
  })
  await actions.update({ owner: 'acme', policy, action: tagging.slug_perm, tags: ['not-wanted', 'ask-security'] })
  const done: string[] = []
  for await (const action of actions.list({ owner: 'acme', policy })) {
    done.push(action.action_type === 'SetPackageState' ? action.package_state : action.tags.join(' '))
  }
  return { policy, done }
}
