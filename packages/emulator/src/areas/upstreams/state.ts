import { formatInfo } from '../../catalogue/formats.ts'
import { nativeOrigin } from '../../core/hosts.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { placeOf } from '../../world/urls.ts'
import type { World } from '../../world/world.ts'
import type { UpstreamRecord } from './records.ts'

/** Why an upstream is not used; undefined if it is. @see docs/service.md#upstreams */
export function disableReasonOf(world: World, repository: RepositoryRecord, upstream: UpstreamRecord): string | undefined {
  if (upstream.settings.is_active !== true) return 'Upstream was disabled by request of user'
  return pointsToItself(world, repository, upstream) ? 'Upstream points to its own repository' : undefined
}

function pointsToItself({ origins }: World, repository: RepositoryRecord, { format, settings }: UpstreamRecord): boolean {
  const host = formatInfo(format).native?.host
  const url = String(settings.upstream_url).replace(/(?<!\/)\/+$/, '')
  const isAtHost = host !== undefined && url === `${nativeOrigin(origins, host)}/${placeOf(repository)}`
  return isAtHost || (url.startsWith(`${origins.download}/`) && url.includes(`/${placeOf(repository)}/${format}`))
}
