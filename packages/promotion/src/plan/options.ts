import type { ApprovalOptions } from '../approval/admit.ts'
import type { ClosureOptions } from '../dependencies/closure.ts'
import type { DependencyKind } from '../dependencies/kinds.ts'
import type { Waiver } from '../gates/waiver.ts'
import type { HoldStore } from '../hold/hold-store.ts'
import type { Registry } from '../registry/registry.ts'
import type { Selection } from '../repository/select.ts'
import type { MissingRule } from './with-needs.ts'

/** What `plan` takes. */
export interface PlanOptions extends ApprovalOptions {
  /** Names of the stages. */
  from: string
  to: string
  /** Name of the edge between them, such as `hotfix`. Default: the edge without a name. */
  edge?: string | undefined
  select: Selection
  /** Nothing selected is no error. Default: false. */
  allowEmpty?: boolean | undefined
  /**
   * What packages need, to be installed at the destination by their own clients. `check`: find out what the destination lacks. `closure`: take it
   * along from the source, and what that needs in turn; each in the version that a client would take. With both, a package is held whose needs
   * other packages of the plan would serve that are held. To an image belongs what is attached to
   * it, such as signatures. Costs a request for each package, or for several that declare the same. Default: nobody looks.
   */
  dependencies?: ClosureOptions['take'] | undefined
  /**
   * What becomes of a package that could not be installed at the destination, since something that it needs is nowhere, or nobody can tell: `block`
   * it, or only `tell`, as where the destination has upstreams. What clients may have from elsewhere, such as from their operating system, is only
   * told. Default: `block` with `closure`, `tell` with `check`.
   */
  missingDependencies?: MissingRule | undefined
  /**
   * What is taken along beside what is needed, where the source has it, by `closure`: what is `optional`, extras included, and what `development`
   * of the selected packages themselves takes. Default: neither.
   */
  alsoDependencies?: readonly DependencyKind[] | undefined
  /**
   * Where Docker images are, and how to get in: the platform images of an index are found there and taken along, and with `dependencies` what has an
   * image as its subject. Without it, an image of
   * several architectures is blocked. Default: none.
   */
  registry?: Registry | undefined
  /** Waivers beside those of the pipeline. Give them again when the plan is applied: one that is gone by then lets nothing through. Default: none. */
  waivers?: readonly Waiver[] | undefined
  /** Who asks for the promotion: no approval of one's own counts. */
  requestedBy?: string | undefined
  /** Where paused edges are written down. Packages that are held need none. Default: none, so that no edge is paused. */
  holdStore?: HoldStore | undefined
  /**
   * Promote by hand what is held, and end what holds it when it has arrived; a paused edge stays paused. Needs `requestedBy`. Default: false.
   */
  ignoreHolds?: boolean | undefined
  /**
   * What is left of the plan where a package is not as it says any more when it is applied: `leave out` that one, or `refuse` all. With `refuse`
   * nothing is sent either while something holds a package of which the plan says that it goes. A release set goes whole or not at all,
   * whatever is said here. Default: `leave out`; of a release set `refuse`.
   */
  changed?: 'leave out' | 'refuse' | undefined
  /** The time that the plan is made at. Default: the client's. */
  now?: Date | undefined
  signal?: AbortSignal | undefined
}
