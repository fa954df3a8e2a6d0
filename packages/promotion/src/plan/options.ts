import type { ApprovalOptions } from '../approval/admit.ts'
import type { ClosureOptions } from '../dependencies/closure.ts'
import type { DependencyKind } from '../dependencies/kinds.ts'
import type { Waiver } from '../gates/waiver.ts'
import type { HoldStore } from '../hold/hold-store.ts'
import type { Registry } from '../registry/registry.ts'
import type { Selection } from '../repository/select.ts'
import type { MissingRule } from './with-needs.ts'

/** Options of `plan`. */
export interface PlanOptions extends ApprovalOptions {
  /** Name of the stage that packages come from. */
  from: string
  /** Name of the stage that packages go to. */
  to: string
  /** Name of the edge between them, such as `hotfix`. Default: the edge without a name. */
  edge?: string | undefined
  /** Which packages to promote. */
  select: Selection
  /** Allow a selection that matches no packages, instead of throwing. Default: false. */
  allowEmpty?: boolean | undefined
  /**
   * Whether to check that the packages can be installed at the destination by their own clients. `check` finds dependencies that the
   * destination lacks. `closure` also takes them along from the source, with their own dependencies, each in the version that a client would
   * choose. In both cases a package is held back if its dependencies could only be met by packages of the plan that are themselves held back.
   * What is attached to an image, such as signatures, is treated as its dependency. Costs one request per package, or per group of packages
   * that declare the same. Default: dependencies are not checked.
   */
  dependencies?: ClosureOptions['take'] | undefined
  /**
   * What to do with a package that could not be installed at the destination, because a dependency is missing everywhere or cannot be
   * determined: `block` it, or only `tell`, for example if the destination has upstreams. Dependencies that clients may get from elsewhere,
   * such as from their operating system, are only reported. Default: `block` with `closure`, `tell` with `check`.
   */
  missingDependencies?: MissingRule | undefined
  /**
   * Dependencies that `closure` takes along in addition to the required ones, if the source has them: `optional` ones, including extras, and
   * `development` ones of the selected packages. Default: neither.
   */
  alsoDependencies?: readonly DependencyKind[] | undefined
  /**
   * The registry that holds Docker images, with its credential. The platform images of an index are looked up there and taken along, and with
   * `dependencies` also whatever has an image as its subject. Without it, a multi-platform image is blocked. Default: none.
   */
  registry?: Registry | undefined
  /**
   * Waivers in addition to those of the pipeline. Pass them again when the plan is applied: a waiver that is missing then lets nothing
   * through. Default: none.
   */
  waivers?: readonly Waiver[] | undefined
  /** Who requests the promotion. Their own approval does not count. Default: unknown. */
  requestedBy?: string | undefined
  /** Where paused edges are recorded. Holds on packages need no store. Default: none, so no edge is paused. */
  holdStore?: HoldStore | undefined
  /**
   * Promote packages although they are on hold, and end their holds when they have arrived. A paused edge stays paused. Requires
   * `requestedBy`. Default: false.
   */
  ignoreHolds?: boolean | undefined
  /**
   * What to do when the plan is applied and a package no longer is as planned: `leave out` that package, or `refuse` the whole plan. `refuse`
   * also sends nothing while a package that the plan would promote is on hold. A release set is always promoted whole or not at all. Default:
   * `leave out`, and `refuse` for a release set.
   */
  changed?: 'leave out' | 'refuse' | undefined
  /** The time at which the plan is made. Default: the client's clock. */
  now?: Date | undefined
  /** Aborts planning. */
  signal?: AbortSignal | undefined
}
