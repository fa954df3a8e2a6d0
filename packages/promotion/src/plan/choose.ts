import { attachedTo } from '../dependencies/attached.ts'
import { type Closure, closureOf, type DependencySides } from '../dependencies/closure.ts'
import { reasonNotTo } from '../package/transfer.ts'
import { withImages } from '../registry/with-images.ts'
import { inOrder, rowOrder } from '../repository/identity.ts'
import { type PackageRow, rowOf } from '../repository/row.ts'
import { type Selected, select } from '../repository/select.ts'
import { isThere } from './arrived-before.ts'
import type { Scope } from './scope.ts'

/** The packages of a plan. */
export interface Chosen {
  readonly selected: Selected<PackageRow>
  /** The selected packages and those taken along, in order. */
  readonly rows: readonly PackageRow[]
  /** The `slug_perm` of the images that an index needs, by its own `slug_perm`. */
  readonly parts: ReadonlyMap<string, readonly string[]>
  /** Why an image must not be promoted, by its `slug_perm`. */
  readonly flaws: ReadonlyMap<string, string>
  /** What the packages need; undefined if the plan does not check dependencies. */
  readonly closure: Closure | undefined
}

/**
 * Finds the selected packages, and those that they need: dependencies, images, and what is attached to images.
 *
 * @param given the selection, if it has already been read
 */
export async function choose(scope: Scope, given: Selected<PackageRow> | undefined): Promise<Chosen> {
  const { cloudsmith, options, signal, source, destination, rules, dependencies } = scope
  const { registry, allowEmpty } = options
  const selected = given ?? (await select(source, options.select, { rules, keep: rowOf, allowEmpty }))
  const closure = dependencies && (await closureOf(cloudsmith, sidesOf(scope), selected.rows, dependencies, signal))
  const wholeOf = (rows: readonly PackageRow[]) => withImages(source, rows, destination, { registry, signal })
  const whole = await wholeOf(closure?.rows ?? selected.rows)
  if (dependencies === undefined || closure === undefined)
    return { selected, ...whole, rows: inOrder(whole.rows, rowOrder), closure }
  const attached = await attachedTo(whole.rows, sidesOf(scope), dependencies.take, { cloudsmith, source, registry, signal })
  const more = await wholeOf(attached.rows)
  const rows = new Map([...whole.rows, ...more.rows].map((row) => [row.slug_perm, row]))
  return {
    selected,
    rows: inOrder([...rows.values()], rowOrder),
    parts: new Map([...whole.parts, ...more.parts]),
    flaws: new Map([...whole.flaws, ...more.flaws]),
    closure: {
      ...closure,
      rows: [...closure.rows, ...attached.rows],
      taken: new Set([...closure.taken, ...attached.rows.map(({ slug_perm }) => slug_perm)]),
      open: [...closure.open, ...attached.open],
    },
  }
}

/**
 * A package may be taken along if it is synchronised, in the stage and covered by the pipeline. At the destination, quarantined packages do
 * not count, because nobody can install them.
 */
const sidesOf = ({ source, destination, rules: { stage, pipeline }, to }: Scope): DependencySides => ({
  source,
  mayCome: (row) => row.is_sync_completed && stage.whyNot(row) === undefined && pipeline.whyNot(row) === undefined,
  mayLeave: (row) => reasonNotTo(row, to.action) === undefined,
  destination,
  isThere: (row) => isThere(to, row) && !row.is_quarantined,
})
