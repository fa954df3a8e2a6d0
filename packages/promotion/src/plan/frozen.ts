import type { Hold } from '../hold/hold.ts'
import { filesOf } from '../package/files.ts'
import type { Standing } from '../package/standing.ts'
import { identityOf, inOrder } from '../repository/identity.ts'
import type { PackageRow } from '../repository/row.ts'
import type { FrozenPackage } from './plan.ts'

/** The standing of a package in its own repository: the same bytes. */
export const inPlace = (row: PackageRow): [string, Standing] => [row.slug_perm, { kind: 'same', row, siblings: [] }]

/** The part of a row that a plan records. */
export const frozen = (row: PackageRow, standing: Standing, overrides: readonly Hold[]): FrozenPackage => ({
  package: identityOf(row),
  slugPerm: row.slug_perm,
  files: filesOf(row),
  standing: standing.kind,
  ...(standing.siblings.length === 0 ? {} : { siblings: standing.siblings }),
  ...(overrides.length === 0 ? {} : { overrides }),
})

/** Sorts packages in the order of plans. */
export const inPlanOrder = <T extends FrozenPackage>(packages: readonly T[]): T[] =>
  inOrder(packages, ({ package: identity, slugPerm }) => ({ identity, slugPerm }))
