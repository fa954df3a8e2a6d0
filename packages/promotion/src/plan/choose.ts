import { withImages } from '../registry/with-images.ts'
import { inOrder, rowOrder } from '../repository/identity.ts'
import { type PackageRow, rowOf } from '../repository/row.ts'
import { type Selected, select } from '../repository/select.ts'
import type { SelectRules } from '../repository/select-rules.ts'
import { isThere } from './arrived-before.ts'
import { type Dependencies, openDependencies } from './dependencies.ts'
import type { Scope } from './scope.ts'

/** The packages that a plan is about. */
export interface Chosen {
  readonly selected: Selected<PackageRow>
  /** What is selected, and what is taken along, in order. */
  readonly rows: readonly PackageRow[]
  /** The `slug_perm` of the images that an index needs, by its own. */
  readonly parts: ReadonlyMap<string, readonly string[]>
  /** Why an image must not be promoted, by its `slug_perm`. */
  readonly flaws: ReadonlyMap<string, string>
  readonly dependencies: Dependencies
}

/**
 * Finds what is selected, and takes along what that needs: dependencies, images.
 *
 * @param given what is selected, if it was read already
 */
export async function choose(scope: Scope, given: Selected<PackageRow> | undefined): Promise<Chosen> {
  const { cloudsmith, options, signal, source, destination, rules, to } = scope
  const { registry, allowEmpty } = options
  const selected = given ?? (await select(source, options.select, { rules, keep: rowOf, allowEmpty }))
  const sides = { source, mayCome: mayCome(rules), destination, isThere: (row: PackageRow) => isThere(to, row) }
  const dependencies = openDependencies(cloudsmith, sides, signal)
  const needed = options.dependencies === 'include' ? await dependencies.include(selected.rows) : selected.rows
  const { rows, parts, flaws } = await withImages(source, needed, destination, { registry, signal })
  return { selected, rows: inOrder(rows, rowOrder), parts, flaws, dependencies }
}

/** What may be taken along: what is synchronised, in the stage, and not left alone by the pipeline. */
const mayCome =
  ({ stage, pipeline }: SelectRules) =>
  (row: PackageRow): boolean =>
    row.is_sync_completed && stage.whyNot(row) === undefined && pipeline.whyNot(row) === undefined
