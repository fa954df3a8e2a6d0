import { searchableOf } from '../../package/searchable.ts'
import { compileQuery } from '../../search/compile-query.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import type { EntitlementRecord } from './records.ts'

/** A use of an entitlement token. */
export interface Use {
  /** The requested path. */
  readonly path: string
  /** The client according to `X-Forwarded-For`, because the emulator does not see addresses. Without it, all requests count as one client's. */
  readonly client: string
  readonly bytes: number
}

/** A download with an entitlement token. */
export interface Wanted extends Use {
  readonly pkg: PackageRecord
}

/** Units of `limit_bandwidth_unit`, each a thousand times the previous one. */
const units = ['Byte', 'Kilobyte', 'Megabyte', 'Gigabyte', 'Terabyte', 'Petabyte', 'Exabyte', 'Zettabyte', 'Yottabyte']

/** Days between resets. */
const periods: Readonly<Record<string, number>> = {
  Daily: 1,
  Weekly: 7,
  Fortnightly: 14,
  Monthly: 30,
  'Bi-Monthly': 60,
  Quarterly: 91,
  'Every 6 months': 182,
  Annual: 365,
}

/** Whether the limits of an entitlement permit a download. Resets its usage first if that is due. */
export function mayDownload(world: World, entitlement: EntitlementRecord, { pkg, ...use }: Wanted): boolean {
  const { limit_package_query: query } = entitlement.settings
  if (!mayUse(world, entitlement, use)) return false
  return query === null || compileQuery('limit_package_query', query)(searchableOf(pkg), new Date(world.clock.now()))
}

/** Whether the limits of an entitlement permit any use, except the limit to some packages. Resets its usage first if that is due. */
export function mayUse(world: World, entitlement: EntitlementRecord, { path, client, bytes }: Use): boolean {
  const now = world.clock.now()
  resetWhenDue(entitlement, now)
  const { settings, clients, bandwidth } = entitlement
  const { limit_num_clients: maxClients, limit_path_query: part } = settings
  if (!settings.is_active || isLimited(entitlement, now)) return false
  if (maxClients !== null && !clients.has(client) && clients.size >= maxClients) return false
  if (bandwidth + bytes > bandwidthLimit(entitlement)) return false
  return part === null || path.includes(part)
}

/** Counts a download. */
export function spend(entitlement: EntitlementRecord, { client, bytes }: Pick<Use, 'client' | 'bytes'>): void {
  entitlement.downloads += 1
  entitlement.bandwidth += bytes
  entitlement.clients.add(client)
}

/** Resets the usage. */
export function resetUsage(entitlement: EntitlementRecord): void {
  entitlement.downloads = 0
  entitlement.bandwidth = 0
  entitlement.clients.clear()
}

/** Whether an entitlement is inactive, not valid yet, expired, or used up. */
export function isLimited(entitlement: EntitlementRecord, now: number): boolean {
  const { settings, downloads, bandwidth } = entitlement
  const { limit_date_range_from: from, limit_date_range_to: to, limit_num_downloads: most } = settings
  return (
    (from !== null && now < Date.parse(from)) ||
    (to !== null && now > Date.parse(to)) ||
    (most !== null && downloads >= most) ||
    bandwidth >= bandwidthLimit(entitlement)
  )
}

/** Whether an entitlement has any limits. */
export function hasLimits({ settings }: EntitlementRecord): boolean {
  return Object.entries(settings).some(
    ([name, value]) => name.startsWith('limit_') && name !== 'limit_bandwidth_unit' && value !== null,
  )
}

function bandwidthLimit({ settings: { limit_bandwidth: limit, limit_bandwidth_unit: unit } }: EntitlementRecord): number {
  return limit === null ? Number.POSITIVE_INFINITY : limit * 1000 ** Math.max(0, units.indexOf(unit ?? 'Byte'))
}

function resetWhenDue(entitlement: EntitlementRecord, now: number) {
  const { scheduled_reset_at: at, scheduled_reset_period: period } = entitlement.settings
  if (at === null || now < Date.parse(at)) return
  resetUsage(entitlement)
  const days = periods[period ?? '']
  const length = (days ?? 0) * 24 * 3_600_000
  const missed = length === 0 ? 0 : Math.floor((now - Date.parse(at)) / length) + 1
  const next = length === 0 ? null : new Date(Date.parse(at) + missed * length).toISOString()
  entitlement.settings = { ...entitlement.settings, scheduled_reset_at: next }
}
