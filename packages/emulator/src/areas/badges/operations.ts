import { orNotFound } from '../../core/errors.ts'
import { ok } from '../../core/reply.ts'
import type { Operation } from '../../operation/operation.ts'
import { nameOf, versionOf } from '../../world/package.ts'
import { entitlementsOf } from '../entitlements/records.ts'
import { listPackages } from '../packages/lists.ts'

/**
 * Returns the version of a package for a badge, in the format of shields.io; the emulator renders no images. `latest` means the highest version.
 * Pages show badges to everybody, so those of private repositories have a `badge_token`; here this is an entitlement token.
 */
export const badges_version_list: Operation<'badges_version_list'> = ({ repository, path, query, actor, world }) => {
  if (repository === undefined) throw actor.hidden()
  const tokens = entitlementsOf(repository).filter(({ settings }) => settings.is_active)
  if (!tokens.some(({ settings }) => settings.token === query.badge_token)) actor.must('Read', repository)
  const rows = listPackages(world, [repository], { sort: '-version' })
  const versions = rows
    .slice(0, Number.POSITIVE_INFINITY)
    .filter(({ content }) => content.format === path.package_format && nameOf(content) === path.package_name)
    .map(({ content }) => versionOf(content) ?? 'unknown')
  const [latest] = versions
  const version = orNotFound(path.package_version === 'latest' ? latest : versions.find((one) => one === path.package_version))
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
