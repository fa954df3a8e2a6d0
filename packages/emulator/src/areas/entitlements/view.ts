import { readableSize } from '../../core/readable-size.ts'
import { timestamp } from '../../core/time.ts'
import type { Entitlement } from '../../generated/v1.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { apiUrl, madeBy, placeOf } from '../../world/urls.ts'
import type { World } from '../../world/world.ts'
import { hasLimits, isLimited } from './limits.ts'
import { defaultTokenOf, type EntitlementRecord } from './records.ts'

/** An entitlement in the API's form. Only the end of its token is visible, unless the request wants all of it. */
export function entitlementView(
  world: World,
  repository: RepositoryRecord,
  record: EntitlementRecord,
  showTokens: boolean,
): Entitlement {
  const { settings, slugPerm, createdBy, updatedBy } = record
  const url = (rest = '') => apiUrl(world, `/entitlements/${placeOf(repository)}/${slugPerm}/${rest}`)
  return {
    ...settings,
    token: showTokens ? settings.token : `${'*'.repeat(settings.token.length - 4)}${settings.token.slice(-4)}`,
    slug_perm: slugPerm,
    identifier: null,
    default: defaultTokenOf(repository).slugPerm === slugPerm,
    access_private_broadcasts: record.seesPrivateBroadcasts,
    has_limits: hasLimits(record),
    is_limited: isLimited(record, world.clock.now()),
    clients: record.clients.size,
    downloads: record.downloads,
    usage: `${record.downloads} downloads, ${readableSize(record.bandwidth)}`,
    eula_accepted: { identifier: null, number: null },
    eula_accepted_at: null,
    eula_accepted_from: null,
    user: null,
    user_url: null,
    created_at: timestamp(record.createdAt),
    ...madeBy(world, 'created', createdBy),
    updated_at: timestamp(record.updatedAt),
    ...madeBy(world, 'updated', updatedBy),
    self_url: url(),
    enable_url: url('enable/'),
    disable_url: url('disable/'),
    refresh_url: url('refresh/'),
    reset_url: url('reset/'),
  }
}
