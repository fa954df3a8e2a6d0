import type { Account } from './account.ts'
import type { PackageRecord, RepositoryRecord } from './records.ts'
import type { World } from './world.ts'

/** The API's URL of a path, with the version that answers carry. */
export function apiUrl({ origins }: World, path: string): string {
  return `${origins.api}/v1${path}`
}

/** The API's URL of a user or service. */
export function profileUrl(world: World, { slug }: Pick<Account, 'slug'>): string {
  return apiUrl(world, `/users/profile/${slug}/`)
}

/** The fields that say who did something: `created_by`, `created_by_url`. */
export function madeBy<Deed extends 'created' | 'updated'>(world: World, deed: Deed, account: Account) {
  return { [`${deed}_by`]: account.slug, [`${deed}_by_url`]: profileUrl(world, account) } as Record<
    `${Deed}_by` | `${Deed}_by_url`,
    string
  >
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
