import type { Account } from './account.ts'
import type { PackageRecord, RepositoryRecord } from './records.ts'
import type { World } from './world.ts'

/** The URL of a path in the API, with the version that responses use. */
export function apiUrl({ origins }: World, path: string): string {
  return `${origins.api}/v1${path}`
}

/** The API URL of a user or service. */
export function profileUrl(world: World, { slug }: Pick<Account, 'slug'>): string {
  return apiUrl(world, `/users/profile/${slug}/`)
}

/** The fields that state who did something: `created_by`, `created_by_url`. */
export function madeBy<Deed extends 'created' | 'updated'>(world: World, deed: Deed, account: Account) {
  return { [`${deed}_by`]: account.slug, [`${deed}_by_url`]: profileUrl(world, account) } as Record<
    `${Deed}_by` | `${Deed}_by_url`,
    string
  >
}

/** `owner/repo`, which is part of many paths. */
export function placeOf({ workspace, settings }: RepositoryRecord): string {
  return `${workspace.slug}/${settings.slug}`
}

/** The API URL of a package, or of something below it. */
export function packageUrl(world: World, pkg: PackageRecord, rest = ''): string {
  return apiUrl(world, `/packages/${placeOf(pkg.repository)}/${pkg.slugPerm}/${rest}`)
}

/** The download URL of a file; private repositories require a credential. */
export function downloadUrl(world: World, repository: RepositoryRecord, format: string, path: string): string {
  const access = repository.settings.repository_type_str === 'Private' ? 'basic' : 'public'
  return `${world.origins.download}/${access}/${placeOf(repository)}/${format}/${path}`
}
