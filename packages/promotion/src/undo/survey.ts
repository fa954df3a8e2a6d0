import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import { filesOf, type KeptFile, sameFiles } from '../package/files.ts'
import type { Pipeline, Stage } from '../pipeline/pipeline.ts'
import { type Identity, keyOf } from '../repository/identity.ts'
import { openRepository } from '../repository/repository.ts'
import type { StagePackage } from './read-stage.ts'
import { readRecycleBin } from './recycle-bin.ts'
import type { SnapshotItem } from './snapshot.ts'

/** How a stage differs from a snapshot, and where else the packages concerned exist. */
export interface Survey {
  /** Packages that were in the stage and are not any more. */
  readonly gone: readonly SnapshotItem[]
  /** Packages that are in the stage and were not then. */
  readonly extra: readonly StagePackage[]
  /** Packages that are in the stage as they were then, except for its tag. */
  readonly retagged: readonly StagePackage[]
  /** `slug_perm`s of packages that are gone and can be restored from the recycle bin. */
  readonly binned: ReadonlySet<string>
  /** Where the pipeline has the same package with the same bytes, by repository. */
  copiesOf(pkg: Known): ReadonlyMap<string, Package>
}

/** A package by its identity and its bytes. */
type Known = { readonly package: Identity; readonly files: readonly KeptFile[] }

/**
 * Compares a stage with a snapshot. Packages of the same identity are compared by their bytes. The other repositories of the pipeline, and
 * the stage's own if it shares that with other stages, are only searched for the packages concerned.
 */
export async function survey(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  { stage, held, items }: { stage: Stage; held: readonly StagePackage[]; items: readonly SnapshotItem[] },
  signal: AbortSignal | undefined,
): Promise<Survey> {
  const [heldByKey, itemsByKey] = [Map.groupBy(held, key), Map.groupBy(items, key)]
  const gone = items.filter((item) => !heldByKey.get(key(item))?.some((each) => isItem(each, item)))
  const itemOf = (each: StagePackage) => itemsByKey.get(key(each))?.find((item) => isItem(each, item))
  const extra = held.filter((each) => itemOf(each) === undefined)
  const retagged = held.filter((each) => stage.tag !== undefined && (itemOf(each)?.tagged ?? each.tagged) !== each.tagged)

  const { owner } = pipeline
  const repositories = new Set(pipeline.stages.map(({ repository }) => repository))
  if (!stage.shared) repositories.delete(stage.repository)
  const concerned = [...gone, ...extra, ...retagged].map((each) => each.package)
  const found = new Map<string, ReadonlyMap<string, readonly Package[]>>()
  for (const repo of concerned.length === 0 ? [] : repositories) {
    found.set(repo, await openRepository(cloudsmith, { owner, repo }, { signal }).find(concerned))
  }
  const binned =
    gone.length === 0 ? new Set<string>() : await readRecycleBin(cloudsmith, { owner, repo: stage.repository }, signal)
  return { gone, extra, retagged, binned, copiesOf }

  function copiesOf(pkg: Known): ReadonlyMap<string, Package> {
    const isCopy = (row: Package) => row.is_sync_completed && sameFiles(pkg.files, filesOf(row))
    return new Map(
      [...found].flatMap(([repo, rows]) =>
        (rows.get(key(pkg)) ?? [])
          .filter(isCopy)
          .slice(0, 1)
          .map((row) => [repo, row]),
      ),
    )
  }
}

const key = (pkg: { readonly package: Identity }): string => keyOf(pkg.package)

/** Whether a package of a stage is the one in the snapshot, given that their identities match. */
function isItem(held: StagePackage, item: SnapshotItem): boolean {
  if (sameFiles(held.files, item.files)) return true
  // Without digests, only the service's identifier can tell.
  return held.slugPerm === item.slugPerm && !isProvable(item)
}

/** Whether the service reports the digest of every file, so that its bytes can be compared. */
export const isProvable = ({ files }: { readonly files: readonly KeptFile[] }): boolean =>
  files.every(({ sha256 }) => sha256 !== null)
