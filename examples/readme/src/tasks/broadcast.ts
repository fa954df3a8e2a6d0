import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** A token of an hour for the private broadcast of a repository. */
export async function show(cloudsmith: Cloudsmith) {
  await cloudsmith.repos.update({ owner: 'acme', repo: 'releases', broadcast_state: 'Private' })
  const at = { owner: 'acme', repo: 'releases' }
  const { token, slug_perm } = await cloudsmith.entitlements.create({ ...at, name: 'Visitors', show_tokens: true })
  await cloudsmith.entitlements.togglePrivateBroadcasts({ ...at, identifier: slug_perm, access_private_broadcasts: true })
  return await cloudsmith.broadcasts.createToken({ owner: 'acme', entitlement_token: token, expires_in: 3600 })
}
