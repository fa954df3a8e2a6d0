import { forbidden, invalid } from '../core/errors.ts'
import type { PackageTagRequest } from '../generated/v1.ts'
import type { Actor } from '../world/actor.ts'
import type { PackageRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'
import { flatTagsOf } from './tags.ts'

/** The tags of a package, and which of them are immutable. */
export interface TagSet {
  readonly tags: readonly string[]
  readonly immutable: readonly string[]
}

/** A change of tags. */
export interface TagChange {
  /** In any case. Default: `Add`. */
  readonly action?: string | null | undefined
  readonly tags?: readonly string[] | null | undefined
  readonly isImmutable?: boolean | undefined
  /** Whether `Remove` may remove immutable tags. */
  readonly mayRemoveImmutable: boolean
  /** Whether `Add` makes existing tags immutable. */
  readonly addMakesImmutable: boolean
}

/** Applies a change of tags. `Clear` and `Replace` keep immutable tags, and so does `Remove` unless the caller may remove them. */
export function retag(before: TagSet, { action, tags, isImmutable = false, ...rules }: TagChange): TagSet {
  const given = [...new Set(tags ?? [])]
  switch ((action ?? 'Add').toLowerCase()) {
    case 'clear':
      return { tags: before.immutable, immutable: before.immutable }
    case 'replace':
      return withTags({ tags: before.immutable, immutable: before.immutable }, given, isImmutable ? given : [])
    case 'remove': {
      const goes = (tag: string) => given.includes(tag) && (rules.mayRemoveImmutable || !before.immutable.includes(tag))
      return { tags: before.tags.filter((tag) => !goes(tag)), immutable: before.immutable.filter((tag) => !goes(tag)) }
    }
    default: {
      const fresh = rules.addMakesImmutable ? given : given.filter((tag) => !before.tags.includes(tag))
      return withTags(before, given, isImmutable ? fresh : [])
    }
  }
}

/** Changes the tags of a package, and raises an event if they differ. @throws {Refusal} 403 or 422 */
export function retagPackage(world: World, actor: Actor, pkg: PackageRecord, request: PackageTagRequest): void {
  const { switches } = world
  const action = (request.action ?? 'Add').toLowerCase()
  const mayRemoveImmutable = actor.privilege(pkg.repository) === 'Admin' || actor.account === pkg.uploader
  if (action === 'remove' && !mayRemoveImmutable && request.tags?.some((tag) => pkg.immutableTags.includes(tag)))
    throw forbidden()
  if (action === 'replace' && !request.tags?.length && !switches.replaceWithNothingClears) {
    throw invalid({ tags: ['This list may not be empty.'] })
  }
  const before = flatTagsOf(pkg)
  const after = retag(
    { tags: pkg.tags, immutable: pkg.immutableTags },
    {
      action,
      tags: request.tags,
      isImmutable: request.is_immutable,
      mayRemoveImmutable,
      addMakesImmutable: switches.addMakesImmutable,
    },
  )
  pkg.tags = after.tags
  pkg.immutableTags = after.immutable
  pkg.repository.packages.touch(pkg)
  const now = flatTagsOf(pkg)
  if (now.join('\n') !== before.join('\n')) world.emit('package.tags_updated', pkg, { old_tags: before, new_tags: now })
}

function withTags({ tags, immutable }: TagSet, more: readonly string[], moreImmutable: readonly string[]): TagSet {
  return { tags: [...new Set([...tags, ...more])], immutable: [...new Set([...immutable, ...moreImmutable])] }
}
