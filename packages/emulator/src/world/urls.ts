import type { PackageRecord, RepositoryRecord } from './records.ts'
import type { World } from './world.ts'

/** The API's URL of a path, with the version that answers carry. */
export function apiUrl({ origins }: World, path: string): string {
  return `${origins.api}/v1${path}`
}

/** `owner/repo`, the middle of many paths. */
export function placeOf({ workspace, settings }: RepositoryRecord): string {
  return `${workspace.slug}/${settings.slug}`
}

/** The API's URL of a package, or of something under it. */
export function packageUrl(world: World, pkg: PackageRecord, rest = ''): string {
  return apiUrl(world, `/packages/${placeOf(pkg.repository)}/${pkg.slugPerm}/${rest}`)
}

/** Where the bytes of a file are downloaded; with a key from private repositories. */
export function downloadUrl(world: World, repository: RepositoryRecord, format: string, path: string): string {
  const access = repository.settings.repository_type_str === 'Private' ? 'basic' : 'public'
  return `${world.origins.download}/${access}/${placeOf(repository)}/${format}/${path}`
}
