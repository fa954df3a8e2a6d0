import type { Cloudsmith, Package, PackagesTagParams } from '@cloudsmith-sdk/client'
import type { PackageRef } from '@cloudsmith-sdk/client/sync'
import { ArrivalError } from './errors.ts'

/** Options of the calls that set tags. */
export interface TagOptions {
  /** Only an administrator of the repository, or the owner of the package, may then remove the tags. Default: false. */
  immutable?: boolean | undefined
  signal?: AbortSignal | undefined
}

/** Adds tags to a package. Tags that it has stay. */
export const addTags = (
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  tags: readonly string[],
  options: TagOptions = {},
): Promise<Package> =>
  change(cloudsmith, { ...ref, action: 'Add', tags: [...tags], is_immutable: options.immutable ?? false }, options)

/** Replaces the tags of a package. Immutable tags stay. */
export const replaceTags = (
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  tags: readonly string[],
  options: TagOptions = {},
): Promise<Package> =>
  change(cloudsmith, { ...ref, action: 'Replace', tags: [...tags], is_immutable: options.immutable ?? false }, options)

/** Removes tags from a package. Immutable ones need its owner or an administrator of the repository. */
export const removeTags = (
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  tags: readonly string[],
  options: Pick<TagOptions, 'signal'> = {},
): Promise<Package> => change(cloudsmith, { ...ref, action: 'Remove', tags: [...tags] }, options)

/** Removes every tag from a package but the immutable ones. */
export const clearTags = (cloudsmith: Cloudsmith, ref: PackageRef, options: Pick<TagOptions, 'signal'> = {}): Promise<Package> =>
  change(cloudsmith, { ...ref, action: 'Clear' }, options)

/** Changing tags twice does no more than once, so a lost answer is no reason to give up. */
const change = (cloudsmith: Cloudsmith, params: PackagesTagParams, { signal }: TagOptions): Promise<Package> =>
  cloudsmith.packages.tag(params, { signal, idempotent: true })

/** The tags that users gave a package. */
export const tagsOf = (pkg: Pick<Package, 'tags'>): readonly string[] => pkg.tags.info ?? []

/** Whether a package shows a tag, of whatever kind; false where there is none to show. */
export const hasTag = (pkg: Pick<Package, 'tags'> | undefined, tag: string | null | undefined): boolean =>
  tag != null && Object.values(pkg?.tags ?? {}).some((tags) => tags.includes(tag))

/**
 * Checks that a package has tags, as read back from the service.
 *
 * @throws {ArrivalError} one is missing
 */
export function requireTags(pkg: Package, wanted: readonly string[]): void {
  const missing = wanted.filter((tag) => !hasTag(pkg, tag))
  if (missing.length > 0) {
    throw new ArrivalError(pkg, 'tags missing', `the service does not show the tags ${missing.join(', ')}. Tag it again.`)
  }
}
