import { type Upstream, upstreamFormats } from '../../catalogue/upstreams.ts'
import { changed } from '../../core/changes.ts'
import { Refusal } from '../../core/errors.ts'
import type { Store } from '../../core/store.ts'
import { timestamp } from '../../core/time.ts'
import type { Area } from '../../operation/area.ts'
import { repositoryHome } from '../../operation/homes.ts'
import { type Resource, resourceOperations } from '../../operation/resource.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { defaultsOf } from './defaults.ts'
import { type UpstreamRecord, upstreamsOf } from './records.ts'
import { disableReasonOf } from './state.ts'

/** Settings that are never returned. */
const secrets = new Set(['auth_secret', 'auth_certificate', 'auth_certificate_key'])

function upstreamResource(format: string, info: Upstream): Resource<RepositoryRecord, UpstreamRecord> {
  const defaults = defaultsOf(info)
  return {
    home: repositoryHome('Admin', 'Read'),
    store: (repository) => ofFormat(upstreamsOf(repository), format),
    create({ body, world }, repository) {
      const isTaken = ({ format: other, settings }: UpstreamRecord) =>
        other === format && settings.upstream_url === body.upstream_url
      if (upstreamsOf(repository).some(isTaken)) throw serverError()
      const now = world.clock.now()
      return { slugPerm: world.ids.slug(12), format, settings: changed(defaults, body), createdAt: now, updatedAt: now }
    },
    change({ body, world }, upstream, isWhole) {
      upstream.settings = changed(isWhole ? defaults : upstream.settings, body)
      upstream.updatedAt = world.clock.now()
    },
    view: (world, upstream, repository) => upstreamView(world, repository, info, upstream),
  }
}

/** The service's response to a URL that the repository has already. @see docs/service.md#upstreams */
function serverError(): Refusal {
  return new Refusal({ status: 500, body: { detail: 'A server error occurred.' } })
}

function ofFormat(store: Store<UpstreamRecord>, format: string): ReturnType<Resource<RepositoryRecord, UpstreamRecord>['store']> {
  const isMine = (upstream: UpstreamRecord) => upstream.format === format
  return {
    add: (upstream) => store.add(upstream),
    get: (slugPerm) => store.find((upstream) => isMine(upstream) && upstream.slugPerm === slugPerm),
    remove: (slugPerm) => store.remove(slugPerm),
    all: () => store.filter(isMine),
  }
}

function upstreamView(
  world: World,
  repository: RepositoryRecord,
  { fields, hasIndex }: Upstream,
  upstream: UpstreamRecord,
): object {
  const { slugPerm, settings, createdAt, updatedAt } = upstream
  const reason = disableReasonOf(world, repository, upstream)
  const isActive = reason === undefined
  const disableReason = reason ?? 'N/A'
  return {
    ...Object.fromEntries(Object.entries(settings).filter(([name]) => !secrets.has(name))),
    slug_perm: slugPerm,
    available: isActive,
    pending_validation: false,
    disable_reason: disableReason,
    disable_reason_text: disableReason,
    has_failed_signature_verification: false,
    created_at: timestamp(createdAt),
    updated_at: timestamp(updatedAt),
    ...(hasIndex ? { can_reindex: isActive, index_status: null, index_package_count: null, last_indexed: null } : {}),
    ...(fields.includes('gpg_verification') ? { gpg_key_fingerprint_short: '', verification_status: 'Unknown' } : {}),
    ...(fields.includes('rsa_verification') ? { rsa_key_inline: null, rsa_verification_status: 'Unknown' } : {}),
  }
}

/** The upstream settings of repositories. Packages are fetched by the registries of formats. */
export const upstreams: Area = {
  title: 'upstreams',
  limits: 'packages are only fetched in the formats marked below; signatures are not verified',
  operations: Object.assign(
    {},
    ...Object.entries(upstreamFormats).map(([format, info]) =>
      resourceOperations(`repos_upstream_${format}`, upstreamResource(format, info)),
    ),
  ),
  parts: [upstreamsOf],
}
