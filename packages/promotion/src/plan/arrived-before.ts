import { fits } from '@cloudsmith-sdk/formats'
import { filesOf } from '../package/files.ts'
import { hasTag } from '../package/tags.ts'
import type { Destination } from '../pipeline/edge-of.ts'
import type { Stage } from '../pipeline/pipeline.ts'
import { isInStage } from '../pipeline/stage-rows.ts'
import { eachOf } from '../repository/concurrency.ts'
import { identityOf } from '../repository/identity.ts'
import type { Place } from '../repository/place.ts'
import { PlanError } from '../repository/plan-error.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import type { PackageRow } from '../repository/row.ts'
import type { Selected } from '../repository/select.ts'
import { requireOurs, type SelectRules } from '../repository/select-rules.ts'
import { describeWanted, soughtFor } from '../repository/wanted.ts'
import { firstOf } from '../text/cut.ts'
import type { UnsealedItem } from './plan.ts'

/** Where packages may have been moved. */
export interface Gone {
  readonly source: Place
  readonly destination: RepositoryReader
  readonly from: Stage
  readonly to: Destination
  readonly rules: SelectRules
  /** It is known that they came along this edge, so the tag need not prove it. */
  readonly isSure: boolean
}

/**
 * Finds packages that were listed but are no longer at the source because they have already been moved to the destination: they count as
 * done. If stages share the destination, the package must have the tag of the stage.
 *
 * @throws {PlanError} neither side has the package, or the pipeline does not cover it
 */
export async function arrivedBefore(
  { missing, missingSlugs }: Pick<Selected<PackageRow>, 'missing' | 'missingSlugs'>,
  gone: Gone,
): Promise<UnsealedItem[]> {
  if (missing.length + missingSlugs.length === 0) return []
  const { source, destination, from, to, rules, isSure } = gone
  const rows = new Map<string, PackageRow>()
  const met = (row: PackageRow) => {
    if (isSure || isThere(to, row)) rows.set(row.slug_perm, row)
  }
  if (missing.length > 0) await destination.find(missing.map(soughtFor), { met })
  await eachOf(missingSlugs, async (slug) => {
    const row = await destination.one(slug)
    if (row !== undefined) met(row)
  })
  const there = [...rows.values()].filter((row) => !row.is_sync_failed)
  const found = missing.map((wanted) => there.filter((row) => fits(identityOf(row), wanted)))
  const nowhere = [
    ...missing.filter((_, index) => found[index]?.length === 0).map(describeWanted),
    ...missingSlugs.filter((slug) => !rows.has(slug)),
  ]
  if (nowhere.length > 0) {
    const where = `${source.owner}/${source.repo} does not have ${firstOf(nowhere).join(', ')}${from.shared ? ` with the tag ${from.tag}` : ''}`
    const lag =
      'A package that was pushed within the last minute may not be in lists yet: select it by its slug_perm, or plan again later.'
    throw new PlanError(`${where}. ${lag}`)
  }
  const arrived = [...new Set([...found.flat(), ...missingSlugs.flatMap((slug) => rows.get(slug) ?? [])])]
  requireOurs(arrived, rules)
  return arrived.map((row) => ({
    package: identityOf(row),
    slugPerm: row.slug_perm,
    files: filesOf(row),
    standing: 'same',
    outcome: 'already there',
    reasons: ['it has left the source for the destination'],
    delivered: hasTag(row, to.tag),
    gates: [],
    waivers: [],
    differences: [],
  }))
}

/** Whether a package of the stage's repository is in the stage. */
export const isThere = (to: Destination, row: PackageRow): boolean => !row.is_sync_failed && isInStage(to, row)
