import { forbidden, invalid, notFound } from '../../core/errors.ts'
import { done, ok } from '../../core/reply.ts'
import { timestamp } from '../../core/time.ts'
import type { Operation } from '../../operation/operation.ts'
import { findRepository } from '../../world/find-repository.ts'
import { nameOf, versionOf } from '../../world/package.ts'
import { listPackages } from '../packages/lists.ts'
import { regions } from '../repositories/regions.ts'

/** Makes a token for the public page of a repository, for an entitlement that may see private ones. */
export const broadcasts_create_broadcast_token: Operation<'broadcasts_create_broadcast_token'> = ({
  path,
  body,
  actor,
  world,
}) => {
  const workspace = world.workspace(path.org)
  actor.mustManage(workspace)
  const all = [...workspace.repositories.values()].flatMap(({ entitlements }) => entitlements.all())
  const entitlement = all.find(({ settings }) => settings.token === body.entitlement_token)
  if (entitlement === undefined) throw invalid({ entitlement_token: ['There is no entitlement with this token.'] })
  if (!entitlement.seesPrivateBroadcasts) throw forbidden('This entitlement may not see private broadcasts.')
  const expiresAt = world.clock.now() + (body.expires_in ?? 3600) * 1000
  return ok({ token: world.ids.slug(40), expires_at: timestamp(expiresAt) })
}

/** Takes the packages of a repository to another region. The emulator keeps them all in memory: only the name changes. */
export const repos_transfer_region: Operation<'repos_transfer_region'> = ({ path, body, actor, world }) => {
  const repository = world.repository(path)
  actor.must('Admin', repository)
  const region = body?.storage_region ?? 'default'
  if (!regions.some(({ slug }) => slug === region)) throw invalid({ storage_region: [`"${region}" is not a storage region.`] })
  repository.storageRegion = region
  return done()
}

/**
 * The version of a package for a badge, in the form of shields.io: the emulator draws nothing. `latest` means the highest version. Pages
 * show badges to anybody, so that those of a private repository come with a `badge_token`; here an entitlement's token is one.
 */
export const badges_version_list: Operation<'badges_version_list'> = ({ path, query, actor, world }) => {
  const workspace = world.workspaces.get(path.owner)
  const repository = workspace && findRepository(workspace, path.repo)
  if (repository === undefined) throw actor.hidden()
  const tokens = repository.entitlements.all().filter(({ settings }) => settings.is_active)
  if (!tokens.some(({ settings }) => settings.token === query.badge_token)) actor.must('Read', repository)
  const rows = listPackages(world, [repository], { sort: '-version' })
  const versions = rows
    .slice(0, Number.POSITIVE_INFINITY)
    .filter(({ content }) => content.format === path.package_format && nameOf(content) === path.package_name)
    .map(({ content }) => versionOf(content) ?? 'unknown')
  const [latest] = versions
  const version = path.package_version === 'latest' ? latest : versions.find((one) => one === path.package_version)
  if (version === undefined) throw notFound()
  return ok({
    schemaVersion: 1,
    label: query.label ?? 'cloudsmith',
    message: query.show_latest && version === latest ? `${version} (latest)` : version,
    color: query.color ?? '12577E',
    labelColor: query.labelColor ?? '021F2F',
    logoColor: query.logoColor ?? '45B6EE',
    logoWidth: query.logoWidth ?? '10',
    style: query.style ?? 'flat-square',
    cacheSeconds: Number(query.cacheSeconds ?? 300),
  })
}
