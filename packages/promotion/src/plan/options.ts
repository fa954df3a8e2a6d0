import type { ApprovalOptions } from '../approval/admit.ts'
import type { Waiver } from '../gates/waiver.ts'
import type { HoldStore } from '../hold/hold-store.ts'
import type { Registry } from '../registry/registry.ts'
import type { Selection } from '../repository/select.ts'

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
   * Look for dependencies that the destination lacks, by the ranges of their formats, at a request for each package; with `include`, take them
   * along from the source, of each name the highest version that satisfies. Default: false.
   */
  dependencies?: boolean | 'include' | undefined
  /**
   * Where Docker images are, and how to get in: the platform images of an index are found there and taken along. Without it, an image of
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
