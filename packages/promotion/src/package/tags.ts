import type { Cloudsmith, Package, PackagesTagParams } from '@cloudsmith-sdk/client'
import type { PackageRef } from '@cloudsmith-sdk/client/sync'
import { ArrivalError } from './errors.ts'

/** Options of {@link addTags} and {@link replaceTags}. */
export interface TagOptions {
  /** Make the tags immutable: only an administrator of the repository or the owner of the package can then remove them. Default: false. */
  immutable?: boolean | undefined
  /** Aborts the request. */
  signal?: AbortSignal | undefined
}

/**
 * Adds tags to a package. Its other tags stay.
 *
 * @see packages_tag
 */
export const addTags = (
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  tags: readonly string[],
  options: TagOptions = {},
): Promise<Package> =>
  change(cloudsmith, { ...ref, action: 'Add', tags: [...tags], is_immutable: options.immutable ?? false }, options)

/**
 * Replaces the tags of a package. Immutable tags stay.
 *
 * @see packages_tag
 */
export const replaceTags = (
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  tags: readonly string[],
  options: TagOptions = {},
): Promise<Package> =>
  change(cloudsmith, { ...ref, action: 'Replace', tags: [...tags], is_immutable: options.immutable ?? false }, options)

/**
 * Removes tags from a package. Only the package's owner or an administrator of the repository can remove immutable tags.
 *
 * @see packages_tag
 */
export const removeTags = (
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  tags: readonly string[],
  options: Pick<TagOptions, 'signal'> = {},
): Promise<Package> => change(cloudsmith, { ...ref, action: 'Remove', tags: [...tags] }, options)

/**
 * Removes all tags from a package except immutable ones.
 *
 * @see packages_tag
 */
export const clearTags = (cloudsmith: Cloudsmith, ref: PackageRef, options: Pick<TagOptions, 'signal'> = {}): Promise<Package> =>
  change(cloudsmith, { ...ref, action: 'Clear' }, options)

/** Changing tags twice has the same effect as once, so the request is retried if its response is lost. */
const change = (cloudsmith: Cloudsmith, params: PackagesTagParams, { signal }: TagOptions): Promise<Package> =>
  cloudsmith.packages.tag(params, { signal, idempotent: true })

/** The tags that users set on a package. */
export const tagsOf = (pkg: Pick<Package, 'tags'>): readonly string[] => pkg.tags.info ?? []

/** Whether a package has a tag of any type; false if there is no package or no tag. */
export const hasTag = (pkg: Pick<Package, 'tags'> | undefined, tag: string | null | undefined): boolean =>
  tag != null && Object.values(pkg?.tags ?? {}).some((tags) => tags.includes(tag))

/**
 * Checks that a package, as read back from the service, has tags.
 *
 * @throws {ArrivalError} a tag is missing
 */
export function requireTags(pkg: Package, wanted: readonly string[]): void {
  const missing = wanted.filter((tag) => !hasTag(pkg, tag))
  if (missing.length > 0) {
    throw new ArrivalError(pkg, 'tags missing', `the service does not show the tags ${missing.join(', ')}. Tag it again.`)
  }
}
