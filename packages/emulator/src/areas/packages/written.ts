import type { Reply } from '../../core/reply.ts'
import { worldPart } from '../../world/parts.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { isDenied } from '../policies/deny.ts'
import { packageView } from './view.ts'

/** A package's view as JSON, with everything that it was made from. */
interface Written {
  readonly of: readonly unknown[]
  readonly json: Uint8Array<ArrayBuffer>
}

/** How many are cached: about ten megabytes. */
export const mostKept = 2_000

/** The cached views, the least recently written first. */
export const writtenOf = worldPart<Map<PackageRecord, Written>>('written', { make: () => new Map() })

const comma = Buffer.from(',')

/**
 * Writes a list of packages as JSON. Most of the time would be spent on views that are the same as in the previous list, so recent ones are cached
 * until anything changes that they were made from.
 */
export function writePackages(
  world: World,
  { body = [], headers }: Reply<200, PackageRecord[]>,
  seenFrom?: RepositoryRecord,
): Reply<200, never> {
  const rows = body.flatMap((pkg) => [comma, jsonOf(world, pkg, seenFrom ?? pkg.repository)])
  const raw = Buffer.concat([Buffer.from('['), ...rows.slice(1), Buffer.from(']')])
  return { status: 200, raw, headers: { ...headers, 'Content-Type': 'application/json' } }
}

function jsonOf(world: World, pkg: PackageRecord, seenFrom: RepositoryRecord): Uint8Array<ArrayBuffer> {
  const kept = writtenOf(world)
  const known = kept.get(pkg)
  const of = whatIsShown(world, pkg, seenFrom)
  if (known !== undefined && isSame(known.of, of)) return known.json
  const json = new TextEncoder().encode(JSON.stringify(packageView(world, pkg, seenFrom)))
  kept.set(pkg, { of, json })
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break
    kept.delete(oldest)
  }
  return json
}

/** Everything that a package's view is made from and that may change. Objects in it are replaced when they change. */
function whatIsShown(world: World, pkg: PackageRecord, seenFrom: RepositoryRecord): unknown[] {
  const { content, repository } = pkg
  const shown: unknown[] = [
    world.origins.api,
    world.switches.quarantinedCopy,
    seenFrom,
    seenFrom.settings.slug,
    repository,
    repository.settings.slug,
    repository.settings.repository_type_str,
    repository.packages.isLatest(pkg),
    isDenied(world, pkg),
    content.facts,
    pkg.slug,
    pkg.uploader,
    pkg.uploadedAt,
    pkg.sync,
    pkg.scanning,
    pkg.tags,
    pkg.immutableTags,
    pkg.isQuarantined,
    pkg.isMalware,
    pkg.isHidden,
    pkg.isDeleting,
    pkg.violations,
    pkg.license,
    pkg.downloads,
  ]
  for (const { blob, told } of content.files) shown.push(blob, blob?.references, told)
  return shown
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index])
}
